/** Where each kind of sealed text belongs, down to its row: none opens in another's place. */
export const sealContexts = {
  directorySecret: (directoryId: number, name: string) => `directory:${directoryId}:${name}`,
  clientSecret: () => 'sign_in_settings:1:client_secret',
  totp: (userId: number) => `user:${userId}:totp`,
  beforeImage: (journalId: number) => `journal:${journalId}`,
  auditHead: () => 'audit-head',
  keyCheck: (keyId: string) => `key-check:${keyId}`,
}
