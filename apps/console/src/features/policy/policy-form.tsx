import { LookOnly } from '../../access/look-only.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { TwoColumns } from '../../components/two-columns.tsx'
import { useMarkSeen } from '../../settings-form/seen-pages.ts'
import { useSettings } from '../../settings-form/settings-context.ts'
import { useFocusFromAddress } from '../../settings-form/use-focus-from-address.ts'
import { AbsenceSection } from './absence-section.tsx'
import { CreationSection } from './creation-section.tsx'
import { DeletionSection } from './deletion-section.tsx'
import { DirectionSection } from './direction-section.tsx'
import { GuardSection } from './guard-section.tsx'
import { LimitSection } from './limit-section.tsx'
import { PasswordsSection } from './passwords-section.tsx'
import { PolicySummary } from './policy-summary.tsx'
import { ProtectedSection } from './protected-section.tsx'
import { ScheduleSection } from './schedule-section.tsx'

/** The policy of one settings document, and what it amounts to. */
export function PolicyForm() {
  const { directory } = useSettings()
  useMarkSeen('policy', directory?.id ?? 0)
  useFocusFromAddress()
  return (
    <>
      <PageHeader
        title="Policy"
        sentence={`What a sync of “${directory?.name ?? ''}” may propose, what it must ask, and where it must stop.`}
      />
      <TwoColumns aside={<PolicySummary />}>
        <LookOnly permission="settings">
          <DirectionSection />
          <LimitSection />
          <CreationSection />
          <AbsenceSection />
          <DeletionSection />
          <PasswordsSection />
          <GuardSection />
          <ProtectedSection />
          <ScheduleSection />
        </LookOnly>
      </TwoColumns>
    </>
  )
}
