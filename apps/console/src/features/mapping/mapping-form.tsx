import { useMay } from '../../access/signed-in.ts'
import { LookOnly } from '../../access/look-only.tsx'
import type { Direction } from '@bindery/contract'
import { Text } from '@mantine/core'
import { TextLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useMarkSeen } from '../../settings-form/seen-pages.ts'
import { useSettings } from '../../settings-form/settings-context.ts'
import { useFocusFromAddress } from '../../settings-form/use-focus-from-address.ts'
import { useSchemaNames } from '../../settings-form/use-schema-names.ts'
import { MatchingList } from './matching-list.tsx'
import { RulesSection } from './rules-section.tsx'
import { SamplePicker } from './sample-picker.tsx'
import { useSample } from './use-sample.ts'

const narrowing: Record<Direction, string> = {
  accounts_to_directory:
    'The policy lets values flow to the directory only: rules both ways only push, and rules from the directory rest.',
  directory_to_accounts:
    'The policy lets values flow to accounts only: rules both ways only pull, and rules to the directory rest.',
  two_way: '',
}

/** The mapping tables over one settings document. */
export function MappingForm() {
  const { directory, current } = useSettings()
  useMarkSeen('mapping', directory?.id ?? 0)
  useFocusFromAddress()
  const narrowed = narrowing[current.settings.policy.direction]
  const names = useSchemaNames(undefined)
  const sample = useSample()
  const mayTest = useMay('test')
  return (
    <>
      <PageHeader
        title="Mapping"
        sentence={`Which attribute of “${directory?.name ?? ''}” fills which attribute of your accounts, and which way values flow.`}
      />
      {narrowed === '' ? null : (
        <Text size="sm" mb="md">
          {narrowed}{' '}
          <TextLink to="/settings/policy" inherit>
            Policy
          </TextLink>
        </Text>
      )}
      {mayTest ? <SamplePicker sample={sample} /> : null}
      <LookOnly permission="settings">
        <RulesSection
          list="people"
          title="People"
          sentence="One rule per row. A value flows ← from the directory into accounts, → from accounts into the directory, or ↔ both ways, merged against what both sides agreed on last."
          names={names}
          sample={sample.person}
        />
        <RulesSection
          list="groups"
          title="Groups"
          sentence="The attributes of groups. Members are not mapped: they follow the member attribute of the connection."
          names={names}
          sample={null}
        />
        <MatchingList names={names} />
      </LookOnly>
    </>
  )
}
