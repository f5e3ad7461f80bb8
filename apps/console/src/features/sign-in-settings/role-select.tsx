import { roles, type Role } from '@bindery/contract'
import { NativeSelect } from '@mantine/core'
import { roleWords } from '../../access/role-words.ts'
import styles from '../../settings-form/fields.module.css'

interface Props {
  /** "Role of group 1". */
  label: string
  value: Role
  onChange: (role: Role) => void
}

/** One of the roles. */
export function RoleSelect({ label, value, onChange }: Props) {
  return (
    <NativeSelect
      className={styles.scope ?? ''}
      aria-label={label}
      value={value}
      data={roles.map((role) => ({ value: role, label: roleWords[role] }))}
      onChange={(event) => {
        const chosen = roles.find((role) => role === event.currentTarget.value)
        if (chosen) onChange(chosen)
      }}
    />
  )
}
