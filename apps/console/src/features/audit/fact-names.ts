/** What the log calls a value by its name in the API, as it is called on screen. */
const names: Readonly<Record<string, string>> = {
  bindDn: 'Bind DN',
  bindPassword: 'Bind password',
  cause: 'Cause',
  clientKey: 'Client key',
  clientSecret: 'Client secret',
  decision: 'Decision',
  directories: 'Directories at that time',
  disabled: 'Disabled',
  displayName: 'Name',
  ended: 'Sessions ended',
  expiresAt: 'Valid until',
  guard: 'Guard',
  ids: 'Numbers of the rows',
  include: 'Included',
  keyId: 'New key',
  oldKeyIds: 'Old keys',
  onHold: 'On hold because',
  origin: 'Signs in by',
  permissions: 'Permissions',
  planHash: 'Hash of the plan',
  readsAll: 'Reads everything anew',
  relinks: 'Links anew',
  removeTotp: 'Takes the authenticator app away',
  removedTotp: 'Authenticator app taken away',
  selectionHash: 'Hash of the selection',
  'directory.enabled': 'Directory · Sign-in',
  'directory.directoryId': 'Directory · Number',
  'directory.groups': 'Directory · Groups that may come in',
  'oidc.enabled': 'Provider · Sign-in',
  'oidc.issuer': 'Provider · Address',
  'oidc.clientId': 'Provider · Client ID',
  'oidc.label': 'Provider · Name on the button',
  'oidc.extraScopes': 'Provider · More scopes',
  'oidc.claim': 'Provider · Claim',
  'oidc.values': 'Provider · Values',
  'oidc.otherwise': 'Provider · Everybody else',
}

/** The name of a value on screen; one that has none is taken apart: "rowsChosen" as "Rows chosen". */
export function nameFact(name: string): string {
  const known = names[name]
  if (known !== undefined) return known
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
