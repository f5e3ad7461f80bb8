import type { SecretInput, SignInSettingsState } from '@bindery/contract'
import { endpoints } from '@bindery/contract'
import { Input, Radio, Stack, Switch, TextInput } from '@mantine/core'
import { useController, type FieldPathByValue } from 'react-hook-form'
import { CopyText } from '../../components/copy-text.tsx'
import { SecretField } from '../../components/secret-field.tsx'
import { Section } from '../../components/section.tsx'
import styles from '../../settings-form/fields.module.css'
import { RowsSetting } from '../../settings-form/rows-setting.tsx'
import { RoleSelect } from './role-select.tsx'
import type { FormValues, SignInForm } from './use-sign-in-settings-form.ts'

interface Props {
  form: SignInForm
  /** What is saved, for the secret. */
  base: SignInSettingsState
}

/** Sign-in through a provider of OpenID Connect. */
export function ProviderPart({ form, base }: Props) {
  const enabled = useController({ control: form.control, name: 'settings.oidc.enabled' })
  return (
    <Section
      layout="aside"
      title="With a provider"
      sentence="Single sign-on by OpenID Connect, such as Entra ID, Keycloak, Okta or Google. At Keycloak, for one, the address is https://keycloak.example.org/realms/staff, and the claim groups, with values such as /bindery-admins."
    >
      <div className={styles.stack}>
        <Switch
          id="settings.oidc.enabled"
          label="People may sign in with a provider"
          description={
            enabled.field.value
              ? 'The sign-in page has a button that leads to the provider.'
              : 'Nobody signs in with a provider.'
          }
          checked={enabled.field.value}
          onChange={(event) => enabled.field.onChange(event.currentTarget.checked)}
          onBlur={enabled.field.onBlur}
        />
        <Input.Wrapper
          label="Redirect URI"
          labelElement="div"
          description="Enter it at the provider, exactly so. It is the address by which you have opened this console: open it as your people do."
        >
          <div>
            <CopyText value={`${location.origin}${endpoints.oidcCallback.path}`} what="redirect URI" />
          </div>
        </Input.Wrapper>
        <Text
          form={form}
          path="settings.oidc.issuer"
          label="Address of the provider"
          description="The issuer: the address from which /.well-known/openid-configuration is found."
          placeholder="https://login.example.org/realms/staff"
          mono
        />
        <Text
          form={form}
          path="settings.oidc.clientId"
          label="Client ID"
          description="As the provider names Bindery."
          mono
        />
        <ClientSecret form={form} base={base} />
        <Text
          form={form}
          path="settings.oidc.label"
          label="Name on the button"
          description="After “Sign in with”. Empty: the host of the provider."
          placeholder="Keycloak"
        />
        <Text
          form={form}
          path="settings.oidc.extraScopes"
          label="More scopes"
          description="Besides openid, profile and email, where the provider tells the claim below only when asked. Separated by blanks."
          mono
        />
        <Text
          form={form}
          path="settings.oidc.claim"
          label="Claim that says the role"
          description="Of the ID token, or else of the UserInfo endpoint. Dots lead into objects, as in realm_access.roles."
          placeholder="groups"
          mono
        />
        <Values form={form} />
        <Otherwise form={form} />
      </div>
    </Section>
  )
}

interface TextProps {
  form: SignInForm
  path: FieldPathByValue<FormValues, string>
  label: string
  description: string
  placeholder?: string
  mono?: boolean
}

function Text({ form, path, mono = false, ...words }: TextProps) {
  const { field, fieldState } = useController({ control: form.control, name: path })
  return (
    <TextInput
      {...words}
      {...field}
      id={path}
      error={fieldState.error?.message}
      spellCheck={false}
      autoComplete="off"
      classNames={mono ? { input: styles.mono ?? '' } : {}}
    />
  )
}

function ClientSecret({ form, base }: Props) {
  const { field, fieldState, formState } = useController({ control: form.control, name: 'clientSecret' })
  const [issuer, clientId] = form.watch(['settings.oidc.issuer', 'settings.oidc.clientId'])
  const { oidc } = base.settings
  const moved = base.clientSecret.configured && (issuer !== oidc.issuer || clientId !== oidc.clientId)
  const value: SecretInput = field.value
  return (
    <SecretField
      id="clientSecret"
      label="Client secret"
      help="From the provider. Leave it empty for a client that has none."
      stored={base.clientSecret}
      value={value}
      onChange={field.onChange}
      askAgain={
        moved
          ? 'The provider or the client changed: enter the secret again, so that it goes nowhere else.'
          : ''
      }
      // What is wrong with a secret that is to be set is told of its text.
      error={fieldState.error?.message ?? form.getFieldState('clientSecret.set', formState).error?.message}
      required={false}
    />
  )
}

function Values({ form }: { form: SignInForm }) {
  const { field, fieldState, formState } = useController({
    control: form.control,
    name: 'settings.oidc.values',
  })
  const faults = formState.errors.settings?.oidc?.values
  return (
    <RowsSetting
      input={{
        id: 'settings.oidc.values',
        label: 'Values that may come in',
        description: 'Compared exactly. Whoever has several has the highest role.',
        required: false,
        error: fieldState.error?.message ?? fieldState.error?.root?.message,
      }}
      what="value"
      rows={field.value}
      blank={{ value: '', role: 'viewer' as const }}
      onChange={field.onChange}
    >
      {(row, index, change) => (
        <>
          <TextInput
            id={`settings.oidc.values.${index}.value`}
            className={styles.grow ?? ''}
            classNames={{ input: styles.mono ?? '' }}
            aria-label={`Value ${index + 1}`}
            placeholder="bindery-admins"
            spellCheck={false}
            value={row.value}
            error={faults?.[index]?.value?.message}
            onBlur={field.onBlur}
            onChange={(event) => change({ ...row, value: event.currentTarget.value })}
          />
          <RoleSelect
            label={`Role of value ${index + 1}`}
            value={row.role}
            onChange={(role) => change({ ...row, role })}
          />
        </>
      )}
    </RowsSetting>
  )
}

function Otherwise({ form }: { form: SignInForm }) {
  const { field } = useController({ control: form.control, name: 'settings.oidc.otherwise' })
  return (
    <Radio.Group
      label="Somebody with none of these values"
      value={field.value}
      onChange={field.onChange}
      name="settings.oidc.otherwise"
      classNames={{ label: styles.question ?? '' }}
    >
      <Stack gap={8} mt={8}>
        <Radio value="refuse" label="Stays out" description="They are told that they have no role here." />
        <Radio
          value="viewer"
          label="May look"
          description="Everybody whom the provider signs in for this client sees all people, groups and plans."
        />
      </Stack>
    </Radio.Group>
  )
}
