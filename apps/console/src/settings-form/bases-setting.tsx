import type { SearchBase } from '@bindery/contract'
import { Autocomplete, Select } from '@mantine/core'
import styles from './fields.module.css'
import { RowsSetting } from './rows-setting.tsx'
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
  return (
    <RowsSetting<SearchBase>
      input={input}
      what="search base"
      rows={field.value}
      blank={{ dn: '', scope: 'subtree' }}
      onChange={field.onChange}
    >
      {(base, index, change) => (
        <>
          <Autocomplete
            id={`${path}.${index}`}
            className={styles.grow ?? ''}
            classNames={{ input: styles.mono ?? '' }}
            aria-label={`${input.label} ${index + 1}`}
            placeholder="ou=people,dc=example,dc=org"
            spellCheck={false}
            value={base.dn}
            data={[...options]}
            error={errorAt(`${path}.${index}.dn`) ?? errorAt(`${path}.${index}`)}
            onBlur={field.onBlur}
            onChange={(dn) => change({ ...base, dn })}
          />
          <Select
            className={styles.scope ?? ''}
            aria-label={`Depth of search base ${index + 1}`}
            allowDeselect={false}
            data={scopes}
            value={base.scope}
            onChange={(scope) => change({ ...base, scope: scope === 'one_level' ? 'one_level' : 'subtree' })}
          />
        </>
      )}
    </RowsSetting>
  )
}
