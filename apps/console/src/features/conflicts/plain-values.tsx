import { sides, type PlanValue, type SubjectKind } from '@bindery/contract'
import { attributeLabel } from '../../components/attribute-label.ts'
import { SideName, sideWords } from '../../components/side-name.tsx'
import { SideValues } from './side-values.tsx'
import styles from './value-table.module.css'

interface Props {
  values: readonly PlanValue[]
  subjectKind: SubjectKind
  /** There is a base to compare with. */
  withBase: boolean
}

/** What both sides hold, to be read only. Where there is a base, each is marked against it; else against the other. */
export function PlainValues({ values, subjectKind, withBase }: Props) {
  const told = values.filter((value) => value.accounts.length + value.directory.length > 0)
  return (
    <table className={styles.table} data-plain>
      <thead>
        <tr>
          <th scope="col">Attribute</th>
          {withBase ? <th scope="col">Base</th> : null}
          {sides.map((side) => (
            <th key={side} scope="col">
              <SideName side={side} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {told.map((value) => (
          <tr key={value.ruleId}>
            <th scope="row">{attributeLabel(value.attribute, subjectKind)}</th>
            {withBase ? (
              <td data-label="Base">
                <SideValues values={value.base ?? []} against={null} />
              </td>
            ) : null}
            {sides.map((side) => (
              <td key={side} data-label={sideWords[side]}>
                <SideValues
                  values={value[side]}
                  against={withBase ? value.base : value[side === 'accounts' ? 'directory' : 'accounts']}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
