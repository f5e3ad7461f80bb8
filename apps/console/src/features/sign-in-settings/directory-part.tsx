import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useController, useWatch } from 'react-hook-form'
import { query } from '../../api/query.ts'
import { Notice } from '../../components/notice.tsx'
import { Section } from '../../components/section.tsx'
import styles from '../../settings-form/fields.module.css'
import { RowsSetting } from '../../settings-form/rows-setting.tsx'
import { RoleSelect } from './role-select.tsx'
import type { SignInForm } from './use-sign-in-settings-form.ts'

interface Props {
  form: SignInForm
  /** As `SavedSignInSettings` has it, of the last save. */
  groupsUnchecked: string | null
}

/** Sign-in with the name and password of a directory. */
export function DirectoryPart({ form, groupsUnchecked }: Props) {
  const { control } = form
  const enabled = useController({ control, name: 'settings.directory.enabled' })
  const chosen = useController({ control, name: 'settings.directory.directoryId' })
  const directories = useQuery(query('listDirectories', {}))
  const on = useWatch({ control, name: 'settings.directory.enabled' })
  return (
    <Section
      layout="aside"
      title="With a directory"
      sentence="People of a synced directory sign in with the username and password that they have there. The directory checks the password; Bindery keeps none of it."
    >
      <div className={styles.stack}>
        <Switch
          id="settings.directory.enabled"
          label="People of a directory may sign in"
          description={
            on
              ? 'Whoever is in scope of the directory and in one of the groups below may sign in.'
              : 'Nobody signs in with a directory.'
          }
          checked={enabled.field.value}
          onChange={(event) => enabled.field.onChange(event.currentTarget.checked)}
          onBlur={enabled.field.onBlur}
        />
        <NativeSelect
          id="settings.directory.directoryId"
          label="Directory"
          description="Its people are those of its search bases and filter, and their username attribute is what they type."
          error={chosen.fieldState.error?.message}
          value={String(chosen.field.value ?? '')}
          onChange={(event) =>
            chosen.field.onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
          }
          onBlur={chosen.field.onBlur}
          data={[
            { value: '', label: 'None' },
            ...(directories.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <Groups form={form} />
        {groupsUnchecked === null ? null : (
          <Notice tone="info" title="Saved; nobody could look whether the new groups are there">
            Check their names once more: a group that is not there lets nobody in. {groupsUnchecked}
          </Notice>
        )}
      </div>
    </Section>
  )
}

function Groups({ form }: { form: SignInForm }) {
  const { field, fieldState, formState } = useController({
    control: form.control,
    name: 'settings.directory.groups',
  })
  const faults = formState.errors.settings?.directory?.groups
  return (
    <RowsSetting
      input={{
        id: 'settings.directory.groups',
        label: 'Groups that may come in',
        description:
          'Whoever is in several has the highest role. In Active Directory, groups in these groups count too, and so does the primary group; elsewhere only direct members do.',
        required: false,
        error: fieldState.error?.message ?? fieldState.error?.root?.message,
      }}
      what="group"
      rows={field.value}
      blank={{ dn: '', role: 'viewer' as const }}
      onChange={field.onChange}
    >
      {(row, index, change) => (
        <>
          <TextInput
            id={`settings.directory.groups.${index}.dn`}
            className={styles.grow ?? ''}
            classNames={{ input: styles.mono ?? '' }}
            aria-label={`DN of group ${index + 1}`}
            placeholder="cn=bindery-admins,ou=groups,dc=example,dc=org"
            spellCheck={false}
            value={row.dn}
            error={faults?.[index]?.dn?.message}
            onBlur={field.onBlur}
            onChange={(event) => change({ ...row, dn: event.currentTarget.value })}
          />
          <RoleSelect
            label={`Role of group ${index + 1}`}
            value={row.role}
            onChange={(role) => change({ ...row, role })}
          />
        </>
      )}
    </RowsSetting>
  )
}
