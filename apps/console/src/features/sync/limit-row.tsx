import { writeNumber, type Count, type GuardVerdict } from '@bindery/contract'
import { Anchor, Table, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { attributeLabel } from '../../components/attribute-label.ts'
import { sideWords } from '../../components/side-name.tsx'
import styles from './limit-row.module.css'
import { facetsOfLimit, guardKindWords } from './guard-words.ts'
import { withFacets, withoutFacets } from './plan-search.ts'

const route = getRouteApi('/sync')

interface Props {
  limit: GuardVerdict['limits'][number]
  counts: readonly Count[]
}

/** One limit: what it counts, how many, how many may be; its name shows the rows. */
export function LimitRow({ limit, counts }: Props) {
  const navigate = route.useNavigate()
  const { side, kind, attribute, count, recent, of, exceeded, waits } = limit
  const show = () =>
    void navigate({
      search: (old) => ({
        ...old,
        ...withFacets(withoutFacets(old), { ...facetsOfLimit(limit, counts), tab: undefined }),
      }),
      resetScroll: false,
    })
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component="button" type="button" size="sm" ta="left" onClick={show}>
          {guardKindWords[kind]}
          {attribute ? `: ${attributeLabel(attribute)}` : ''}
        </Anchor>
        <Text size="xs" c="dimmed">
          {sideWords[side]}, of {writeNumber(of)}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        {writeNumber(count)}
        {recent > 0 ? (
          <Text size="xs" c="dimmed">
            + {writeNumber(recent)} in 24 h
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td ta="right">{writeNumber(limit.limit)}</Table.Td>
      <Table.Td fw={waits ? 600 : 400} className={styles.verdict}>
        {exceeded ? '⚠\uFE0E exceeded' : waits ? '⚠\uFE0E waits' : '✓\uFE0E within'}
      </Table.Td>
    </Table.Tr>
  )
}
