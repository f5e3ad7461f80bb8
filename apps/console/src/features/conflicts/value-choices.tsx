import { useMayCall } from '../../access/signed-in.ts'
import { sides, type Conflict, type PlanValue, type Side } from '@bindery/contract'
import { Kbd, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { attributeLabel } from '../../components/attribute-label.ts'
import { SideName, sideWords } from '../../components/side-name.tsx'
import { useListKeys } from '../../lists/use-list-keys.ts'
import { SideValues } from './side-values.tsx'
import type { Deciding } from './use-decide.ts'
import styles from './value-table.module.css'

/** Base, accounts and directory side by side, an attribute a row; a click or 1 and 2 say which side stands. */
export function ValueChoices({ conflict, deciding }: { conflict: Conflict; deciding: Deciding }) {
  const decided = conflict.decision?.kind === 'values' ? conflict.decision.sides : {}
  const [visited, setVisited] = useState<string>()
  const { values } = conflict
  const mayDecide = useMayCall('decideConflict')
  const closed = conflict.state === 'settled' || !mayDecide
  const current =
    values.find(({ ruleId }) => ruleId === visited && !(ruleId in decided)) ??
    values.find(({ ruleId }) => !(ruleId in decided)) ??
    values.find(({ ruleId }) => ruleId === visited) ??
    values[0]
  const keys = useMemo(() => {
    const choose = (side: Side) => () => {
      if (current && !closed) deciding.decide(conflict, { kind: 'values', sides: { [current.ruleId]: side } })
    }
    return { '1': choose('accounts'), '2': choose('directory') }
  }, [conflict, current, closed, deciding])
  useListKeys(keys)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Attribute</th>
          <th scope="col">Base</th>
          {sides.map((side) => (
            <th key={side} scope="col">
              <SideName side={side} />
              {closed ? null : (
                <Kbd size="xs" className={styles.key ?? ''} aria-hidden="true">
                  {side === 'accounts' ? 1 : 2}
                </Kbd>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr
            key={value.ruleId}
            data-current={(value === current && !closed && values.length > 1) || undefined}
            onFocus={() => setVisited(value.ruleId)}
          >
            <th scope="row">{attributeLabel(value.attribute, conflict.subjectKind)}</th>
            <td data-label="Base">
              {value.base === null ? (
                <i className={styles.faint}>none yet</i>
              ) : (
                <SideValues values={value.base} against={null} />
              )}
            </td>
            {sides.map((side) => (
              <td key={side} data-label={sideWords[side]}>
                {closed ? (
                  <SideValues values={value[side]} against={comparedWith(value, side)} />
                ) : (
                  <Choice
                    value={value}
                    side={side}
                    label={`${attributeLabel(value.attribute, conflict.subjectKind)} of ${side}`}
                    chosen={decided[value.ruleId] === side}
                    onChoose={() =>
                      deciding.decide(conflict, { kind: 'values', sides: { [value.ruleId]: side } })
                    }
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a side's value is compared with: the base, or the other side where there is none. */
function comparedWith(value: PlanValue, side: Side): readonly string[] {
  return value.base ?? value[side === 'accounts' ? 'directory' : 'accounts']
}

interface ChoiceProps {
  value: PlanValue
  side: Side
  label: string
  chosen: boolean
  onChoose: () => void
}

function Choice({ value, side, label, chosen, onChoose }: ChoiceProps) {
  const told = value[side].length === 0 ? 'empty' : value[side].join(', ')
  return (
    <UnstyledButton
      className={styles.choice}
      aria-pressed={chosen}
      aria-label={`${label}: ${told}`}
      onClick={onChoose}
    >
      <span>
        <SideValues values={value[side]} against={comparedWith(value, side)} />
      </span>
      {chosen ? <IconCheck size={16} aria-hidden="true" /> : null}
    </UnstyledButton>
  )
}
