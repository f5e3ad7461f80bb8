import { useMayCall } from '../../access/signed-in.ts'
import { sides, toldKinds, type ChangeKind, type Plan, writeNumber } from '@bindery/contract'
import { Button, Text, UnstyledButton } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useId } from 'react'
import { useDirectory } from '../../api/use-directory.ts'
import { countWords } from '../../components/count-words.ts'
import { ChangeKindBadge } from '../../components/change-kind-badge.tsx'
import { SideName } from '../../components/side-name.tsx'
import { applicablePerKind, toldPerKind, type KindCount } from '../../run-report/planned-counts.ts'
import { ApplyButton } from './apply-button.tsx'
import { ApplyRefusal } from './apply-refusal.tsx'
import { applicableCount, countChanges, nextStep } from './plan-actions.ts'
import { withFacets, type PlanSearch } from './plan-search.ts'
import { removalCount } from './removal-words.ts'
import styles from './summary-bar.module.css'
import { SwitchedOff } from './switched-off.tsx'

const route = getRouteApi('/sync')
const told = new Set<ChangeKind>(toldKinds)

interface Props {
  plan: Plan
  onApply: () => void
  /** Applies what need not wait for approval. */
  onApplyRest: () => void
  applying: boolean
  refusal: Error | null
}

/** Stays on top: counts per side and kind, which are filters, and the step to take. */
export function SummaryBar({ plan, onApply, onApplyRest, applying, refusal }: Props) {
  const next = nextStep(plan)
  const mayApply = useMayCall('applyPlan')
  const mayApprove = useMayCall('approvePlan')
  const offId = useId()
  const isOff = useIsOff(plan.directoryId) && next.step !== 'nothing' && mayApply
  const blockedBy = isOff ? offId : undefined
  const tolds = toldPerKind(plan.counts)
  return (
    <section className={styles.bar} aria-label="Summary">
      <div className={styles.counts}>
        {sides.map((side) => (
          <div key={side} className={styles.line}>
            <Text size="sm" fw={600} component="span" className={styles.side}>
              <SideName side={side} />
            </Text>
            <Chips
              counts={applicablePerKind(plan.counts, side)}
              facets={(kind) => ({ side, kind })}
              none="no changes"
            />
          </div>
        ))}
        {tolds.length > 0 ? (
          <div className={styles.line}>
            <Text size="sm" fw={600} component="span" className={styles.side}>
              Not applied
            </Text>
            <Chips
              counts={tolds.map((count) => ({ ...count, included: 0 }))}
              facets={(kind) => ({ kind })}
              none=""
            />
          </div>
        ) : null}
      </div>
      <div className={styles.step}>
        <Text size="sm" c="dimmed" ta="right">
          {next.step === 'nothing'
            ? next.why
            : `${writeNumber(plan.included)} of ${writeNumber(applicableCount(plan))} selected${removals(plan)}`}
        </Text>
        {next.step === 'apply' && mayApply ? (
          <ApplyButton blockedBy={blockedBy} onClick={onApply} applying={applying}>
            Apply {countChanges(plan.included)}
          </ApplyButton>
        ) : next.step === 'approve' ? (
          <>
            {next.rest > 0 && mayApply ? (
              <ApplyButton blockedBy={blockedBy} onClick={onApplyRest} applying={applying}>
                Apply {countChanges(next.rest)}, let {writeNumber(plan.included - next.rest)} wait
              </ApplyButton>
            ) : null}
            {mayApprove ? (
              <Button variant={next.rest > 0 ? 'default' : 'filled'} onClick={onApply}>
                Approve {countChanges(plan.included)}…
              </Button>
            ) : (
              <Text size="sm" c="dimmed">
                {mayApply ? 'What exceeds the guard waits for an admin.' : null}
              </Text>
            )}
          </>
        ) : null}
        {isOff ? <SwitchedOff id={offId} /> : null}
      </div>
      {refusal ? <ApplyRefusal error={refusal} directoryId={plan.directoryId} /> : null}
    </section>
  )
}

/** Whether a directory is known to be switched off. */
function useIsOff(directoryId: number): boolean {
  const { directories } = useDirectory()
  return directories.some(({ id, enabled }) => id === directoryId && !enabled)
}

/** ", 3 removals"; nothing where there are none. */
function removals(plan: Plan): string {
  const count = removalCount(plan)
  return count === 0 ? '' : `, ${countWords(count, 'removal')}`
}

interface ChipsProps {
  counts: readonly KindCount[]
  facets: (kind: ChangeKind) => Pick<PlanSearch, 'side' | 'kind'>
  none: string
}

function Chips({ counts, facets, none }: ChipsProps) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  if (counts.length === 0)
    return (
      <Text size="sm" c="dimmed" span>
        {none}
      </Text>
    )
  return counts.map(({ kind, total, included }) => {
    const own = facets(kind)
    const pressed = search.kind === kind && search.side === own.side
    return (
      <UnstyledButton
        key={kind}
        className={styles.chip}
        aria-pressed={pressed}
        title={told.has(kind) ? undefined : `${writeNumber(included)} of ${writeNumber(total)} selected`}
        onClick={() =>
          void navigate({
            search: (old) => ({
              ...old,
              ...withFacets(
                old,
                pressed ? { side: undefined, kind: undefined } : { side: undefined, ...own },
              ),
              tab: undefined,
            }),
            resetScroll: false,
          })
        }
      >
        <ChangeKindBadge kind={kind} count={total} />
      </UnstyledButton>
    )
  })
}
