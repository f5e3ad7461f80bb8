import { defaultSettings, type Connection, type DirectoryInput, type SecretInputs } from '@bindery/contract'

/** Secrets left as they are stored. */
export const keepSecrets: SecretInputs = { bindPassword: { keep: true }, clientKey: { keep: true } }
export const password = 'correct horse'
export const setPassword: SecretInputs = { ...keepSecrets, bindPassword: { set: password } }

/** A directory as an admin enters it, switched off, with a password. */
export function testInput(
  more: Partial<DirectoryInput> = {},
  connection: Partial<Connection> = {},
): DirectoryInput {
  const settings = defaultSettings()
  return {
    name: 'Example',
    enabled: false,
    settings: {
      ...settings,
      connection: { ...settings.connection, urls: ['ldaps://ldap.example.org'], ...connection },
    },
    secrets: setPassword,
    ...more,
  }
}
