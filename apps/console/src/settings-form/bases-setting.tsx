import type { SearchBase } from '@bindery/contract'
import { ActionIcon, Autocomplete, Button, Input, Select } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import styles from './fields.module.css'
import { useSetting } from './use-setting.ts'

const scopes = [
  { value: 'subtree', label: 'Whole subtree' },
  { value: 'one_level', label: 'One level' },
]

interface Props {
  path: 'settings.people.bases' | 'settings.groups.bases'
  /** Naming contexts of the server. */
  options: readonly string[]
}

/** Search bases, each with its depth. */
export function BasesSetting({ path, options }: Props) {
  const { field, input, errorAt } = useSetting(path)
  const { error, ...texts } = input
  const bases = field.value as readonly SearchBase[]
  const change = (index: number, part: Partial<SearchBase>) =>
    field.onChange(bases.map((base, at) => (at === index ? { ...base, ...part } : base)))
  return (
    <Input.Wrapper
      {...texts}
      id={`${path}-list`}
      labelElement="div"
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      error={bases.length === 0 ? error : undefined}
    >
      <div className={styles.list}>
        {bases.map((base, index) => (
          <div key={index} className={styles.row}>
            <Autocomplete
              id={`${path}.${index}`}
              className={styles.grow ?? ''}
              classNames={{ input: styles.mono ?? '' }}
              aria-label={`${texts.label} ${index + 1}`}
              placeholder="ou=people,dc=example,dc=org"
              spellCheck={false}
              value={base.dn}
              data={[...options]}
              error={errorAt(`${path}.${index}.dn`) ?? errorAt(`${path}.${index}`)}
              onBlur={field.onBlur}
              onChange={(dn) => change(index, { dn })}
            />
            <Select
              className={styles.scope ?? ''}
              aria-label={`Depth of search base ${index + 1}`}
              allowDeselect={false}
              data={scopes}
              value={base.scope}
              onChange={(scope) => change(index, { scope: scope === 'one_level' ? 'one_level' : 'subtree' })}
            />
            <ActionIcon
              size={36}
              variant="subtle"
              color="gray"
              aria-label={`Remove search base ${index + 1}`}
              onClick={() => field.onChange(bases.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => field.onChange([...bases, { dn: '', scope: 'subtree' }])}
        >
          Add search base
        </Button>
      </div>
    </Input.Wrapper>
  )
}
