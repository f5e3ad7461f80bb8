import { useMayCall } from '../../access/signed-in.ts'
import { sides, type ChangeKind, type Plan, writeNumber } from '@bindery/contract'
import { Button, Text, UnstyledButton } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useId } from 'react'
import { useIsOff } from '../../api/use-is-off.ts'
import { countWords } from '../../components/count-words.ts'
import { ChangeKindBadge } from '../../components/change-kind-badge.tsx'
import { SideName } from '../../components/side-name.tsx'
import { applicablePerKind, toldPerKind, type KindCount } from '../../run-report/planned-counts.ts'
import { SwitchedOff } from '../../run-report/switched-off.tsx'
import { WritingButton } from '../../run-report/writing-button.tsx'
import { ApplyRefusal } from './apply-refusal.tsx'
import { applicableCount, countChanges, nextStep } from './plan-actions.ts'
import { withFacets, type PlanSearch } from './plan-search.ts'
import { removalCount } from './removal-words.ts'
import styles from './summary-bar.module.css'

const route = getRouteApi('/sync')

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
            <Chips counts={tolds} facets={(kind) => ({ kind })} none="" />
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
          <WritingButton blockedBy={blockedBy} onClick={onApply} loading={applying}>
            Apply {countChanges(plan.included)}
          </WritingButton>
        ) : next.step === 'approve' ? (
          <>
            {next.rest > 0 && mayApply ? (
              <WritingButton blockedBy={blockedBy} onClick={onApplyRest} loading={applying}>
                Apply {countChanges(next.rest)}, let {writeNumber(plan.included - next.rest)} wait
              </WritingButton>
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
        {isOff ? <SwitchedOff id={offId} step="apply" /> : null}
      </div>
      {refusal ? <ApplyRefusal error={refusal} directoryId={plan.directoryId} /> : null}
    </section>
  )
}

/** ", 3 removals"; nothing where there are none. */
function removals(plan: Plan): string {
  const count = removalCount(plan)
  return count === 0 ? '' : `, ${countWords(count, 'removal')}`
}

interface ChipsProps {
  /** Without `included`: of what is only told, nothing can be selected. */
  counts: readonly (Omit<KindCount, 'included'> & Partial<KindCount>)[]
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
        title={
          included === undefined ? undefined : `${writeNumber(included)} of ${writeNumber(total)} selected`
        }
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
