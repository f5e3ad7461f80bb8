import { writeNumber, type GuardVerdict, type Plan } from '@bindery/contract'
import { Table, Text } from '@mantine/core'
import { RelativeTime } from '../../components/relative-time.tsx'
import { GuardCauses } from './guard-causes.tsx'
import { guardKindWords, tellingLimits, verdictWords } from './guard-words.ts'
import { LimitRow } from './limit-row.tsx'
import { Panel } from './panel.tsx'

/** The guard's verdict with the limits beside what was counted. */
export function GuardPanel({ plan, guard }: { plan: Plan; guard: GuardVerdict }) {
  const { told, silent } = tellingLimits(guard.limits)
  const { approval } = plan
  const words =
    guard.verdict === 'needs_approval' && approval
      ? { glyph: '✓', word: 'Approved', tone: 'good' as const }
      : {
          ...verdictWords[guard.verdict],
          tone:
            guard.verdict === 'within'
              ? ('good' as const)
              : guard.verdict === 'stopped'
                ? ('bad' as const)
                : ('warn' as const),
        }
  const summary = told.map(
    ({ kind, count, limit }) => `${guardKindWords[kind]}: ${writeNumber(count)}, limit ${writeNumber(limit)}`,
  )
  return (
    <Panel
      title="Guard"
      verdict={words}
      summary={summary.length > 0 ? summary.slice(0, 2).join(' · ') : 'nothing is removed, disabled or moved'}
      open={guard.verdict !== 'within'}
    >
      {guard.stops.map(({ code, message }) => (
        <Text key={code} size="sm" mb="xs">
          {message}
        </Text>
      ))}
      {guard.settingsChanged ? (
        <Text size="sm" mb="xs">
          No plan with this scope, this mapping and this policy for whoever is gone was applied in full so
          far, so whatever removes, disables or clears something waits for your approval, even within limits.
        </Text>
      ) : null}
      <GuardCauses causes={guard.causes} />
      {approval ? (
        <Text size="sm" mb="xs">
          {approval.actor} approved this selection <RelativeTime at={approval.at} />: “{approval.reason}”.
          {approval.carriedFrom === null
            ? null
            : ` Carried on from preview ${approval.carriedFrom}, which proposed exactly these losses.`}
        </Text>
      ) : null}
      {told.length > 0 ? (
        <Table.ScrollContainer minWidth={300} type="native">
          <Table horizontalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>What</Table.Th>
                <Table.Th ta="right">Count</Table.Th>
                <Table.Th ta="right">Limit</Table.Th>
                <Table.Th>Verdict</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {told.map((limit) => (
                <LimitRow
                  key={`${limit.side} ${limit.kind} ${limit.attribute}`}
                  limit={limit}
                  counts={plan.counts}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
      <Text size="xs" c="dimmed" mt={6}>
        {silent > 0 ? `${silent} more limits with nothing counted. ` : ''}Counts include the last 24 hours, so
        that small runs cannot add up unseen. Limits are set in Policy.
      </Text>
    </Panel>
  )
}
