import { writeNumber, type Plan } from '@bindery/contract'
import { Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { ApproveDialog } from './approve-dialog.tsx'
import { ChangeList } from './change-list.tsx'
import { GuardPanel } from './guard-panel.tsx'
import { LdifTab } from './ldif-tab.tsx'
import styles from './plan-review.module.css'
import { ProofPanel } from './proof-panel.tsx'
import { RemovalsDialog } from './removals-dialog.tsx'
import { SummaryBar } from './summary-bar.tsx'
import { useApply } from './use-apply.ts'

const route = getRouteApi('/sync')

/** Everything to judge a plan by: limits, proof, counts, rows, and the LDIF; and the step to take. */
export function PlanReview({ plan }: { plan: Plan }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const flow = useApply(plan)
  const rows = plan.counts.reduce((sum, { total }) => sum + total, 0)
  return (
    <>
      <div className={styles.panels}>
        {plan.guard ? <GuardPanel plan={plan} guard={plan.guard} /> : null}
        {plan.proof ? <ProofPanel plan={plan} proof={plan.proof} /> : null}
      </div>
      <SummaryBar
        plan={plan}
        onApply={flow.ask}
        onApplyRest={flow.applyRest}
        applying={flow.isPending}
        refusal={flow.error}
      />
      <Tabs
        value={search.tab ?? 'changes'}
        onChange={(tab) =>
          void navigate({
            search: (old) => ({ ...old, tab: tab === 'ldif' ? 'ldif' : undefined }),
            resetScroll: false,
          })
        }
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="changes">Changes {writeNumber(rows)}</Tabs.Tab>
          <Tabs.Tab value="ldif">LDIF</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="changes">
          <ChangeList plan={plan} />
        </Tabs.Panel>
        <Tabs.Panel value="ldif">
          <LdifTab plan={plan} />
        </Tabs.Panel>
      </Tabs>
      <ApproveDialog plan={plan} opened={flow.dialog === 'approve'} onClose={flow.close} />
      <RemovalsDialog
        plan={plan}
        opened={flow.dialog === 'removals'}
        onClose={flow.close}
        onConfirm={flow.apply}
        applying={flow.isPending}
      />
    </>
  )
}
