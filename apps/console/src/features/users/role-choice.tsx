import { roles, type Role } from '@bindery/contract'
import { Radio, Stack } from '@mantine/core'
import { roleWords } from '../../access/role-words.ts'
import { roleSentences } from './user-words.ts'

interface Props {
  value: Role
  onChange: (role: Role) => void
  error: string | undefined
}

/** One of the roles, each with what it may do. */
export function RoleChoice({ value, onChange, error }: Props) {
  return (
    <Radio.Group
      label="Role"
      name="role"
      value={value}
      onChange={(chosen) => {
        const role = roles.find((one) => one === chosen)
        if (role) onChange(role)
      }}
      error={error}
    >
      <Stack gap={10} mt={8}>
        {roles.map((role) => (
          <Radio key={role} value={role} label={roleWords[role]} description={roleSentences[role]} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
