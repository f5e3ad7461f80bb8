/**
 * What can go wrong between Bindery and a directory server, by a stable code. `title` says what happened,
 * `fix` what to do, `field` where in the settings (a path into `settingsSchema`, joined by dots; '' for none).
 */
export const directoryErrorCodes = {
  invalid_url: {
    title: 'The server address is not valid',
    fix: 'Use ldap://host or ldaps://host.',
    field: 'connection.urls',
  },
  dns_not_found: {
    title: 'The host name was not found',
    fix: 'Check the spelling of the host name, or use its address.',
    field: 'connection.urls',
  },
  service_not_found: {
    title: 'DNS names no LDAP server for this domain',
    fix: 'Check the domain. The DNS servers of this machine must know it: those of Active Directory are its domain controllers, or forward to them.',
    field: 'connection.urls',
  },
  address_refused: {
    title: 'Bindery does not connect to this address',
    fix: 'Check the address. If the directory is there, start Bindery with --allow-network and the address.',
    field: 'connection.urls',
  },
  connection_refused: {
    title: 'Nothing listens at this address',
    fix: 'Check the port and that the server runs. Usual ports are 389 (ldap) and 636 (ldaps).',
    field: 'connection.urls',
  },
  connection_timeout: {
    title: 'The server did not answer in time',
    fix: 'Check the address and the firewall between, or raise the connect timeout.',
    field: 'connection.urls',
  },
  connection_lost: {
    title: 'The connection broke off',
    fix: 'Try again. If it repeats, look at the server’s log and at proxies between.',
    field: '',
  },
  operation_timeout: {
    title: 'The server took too long',
    fix: 'Raise the operation timeout, or lower the page size.',
    field: 'connection.operationTimeoutSeconds',
  },
  reply_too_large: {
    title: 'The server sent more than Bindery accepts in one reply',
    fix: 'Lower the page size; if that does not help, the server misbehaves.',
    field: 'connection.pageSize',
  },
  protocol_error: {
    title: 'The answer was not LDAP',
    fix: 'Check that the port belongs to an LDAP server, and ldap:// against ldaps://.',
    field: 'connection.urls',
  },
  tls_untrusted: {
    title: 'The certificate is not signed by anyone Bindery trusts',
    fix: 'Paste the CA certificate, or trust this certificate by its fingerprint.',
    field: 'connection.caBundle',
  },
  tls_expired: {
    title: 'The server’s certificate has expired',
    fix: 'Renew the certificate on the server.',
    field: 'connection.urls',
  },
  tls_wrong_name: {
    title: 'The certificate belongs to another name',
    fix: 'Use a name that is in the certificate, or renew the certificate with this name.',
    field: 'connection.urls',
  },
  tls_failed: {
    title: 'No encrypted connection could be made',
    fix: 'Check that this port speaks TLS.',
    field: 'connection.urls',
  },
  tls_bad_ca: {
    title: 'The CA bundle is not a PEM certificate',
    fix: 'Paste the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
    field: 'connection.caBundle',
  },
  tls_bad_client_certificate: {
    title: 'The client certificate or its key cannot be used',
    fix: 'Paste a PEM certificate and the private key that belongs to it.',
    field: 'connection.clientCertificate',
  },
  starttls_refused: {
    title: 'The server refuses StartTLS',
    fix: 'Use ldaps://, or set up TLS on the server.',
    field: 'connection.startTls',
  },
  bind_password_empty: {
    title: 'The bind password is empty',
    fix: 'Enter the password. An empty one would bind as nobody and look like success.',
    field: 'connection.bindPassword',
  },
  bind_invalid_credentials: {
    title: 'The bind DN or the password is wrong',
    fix: 'Check both. Many servers do not say which one is wrong.',
    field: 'connection.bindPassword',
  },
  bind_refused: {
    title: 'The server refused the bind',
    fix: 'Read the server’s words; it may demand encryption or a stronger method.',
    field: 'connection.bindDn',
  },
  no_stable_id: {
    title: 'Entries have no stable id',
    fix: 'Name the attribute that never changes for an entry; without one this server cannot be synced.',
    field: 'connection.stableIdAttribute',
  },
  base_not_found: {
    title: 'The search base does not exist',
    fix: 'Check the DN, or choose one of the naming contexts shown.',
    field: 'people.bases',
  },
  base_invalid: {
    title: 'The server does not accept this DN',
    fix: 'Check the DN for typing errors.',
    field: 'people.bases',
  },
  group_not_found: {
    title: 'There is no group of this name',
    fix: 'Check the spelling, the search bases and the filter of groups; or take it out of the list.',
    field: 'policy.limitToGroups',
  },
  members_unreadable: {
    title: 'The members of a group cannot be read',
    fix: 'Give the bind account the right to read the member attribute; or take the group out of the list.',
    field: 'policy.limitToGroups',
  },
  filter_invalid: {
    title: 'The server does not accept this filter',
    fix: 'Check the filter for typing errors.',
    field: 'people.extraFilter',
  },
  nothing_found: {
    title: 'The search finds nobody',
    fix: 'Check base, object class and filter.',
    field: 'people.extraFilter',
  },
  username_unclear: {
    title: 'The username attribute is not where usernames come from',
    fix: 'Set the attribute that the username rule of Mapping reads: people sign in by it, and memberUid names them by it.',
    field: 'people.usernameAttribute',
  },
  paging_unsupported: {
    title: 'The server does not page its results',
    fix: 'Enable the paged results control (RFC 2696) on the server.',
    field: 'connection.pageSize',
  },
  size_limit: {
    title: 'The server cut the result at its size limit',
    fix: 'Raise the size limit for the bind account, or the page size limit.',
    field: 'connection.pageSize',
  },
  time_limit: {
    title: 'The server cut the result at its time limit',
    fix: 'Raise the time limit for the bind account on the server.',
    field: '',
  },
  admin_limit: {
    title: 'The server cut the result at an administrative limit',
    fix: 'Lower the page size, or raise the limit for the bind account.',
    field: 'connection.pageSize',
  },
  insufficient_access: {
    title: 'The bind account may not do this',
    fix: 'Give the bind account this right on the server.',
    field: 'connection.bindDn',
  },
  referral: {
    title: 'The server points elsewhere',
    fix: 'Use the server that holds this part of the tree.',
    field: '',
  },
  schema_violation: {
    title: 'The server’s schema does not allow this',
    fix: 'Read the server’s words: map the attribute it asks for, or choose another object class.',
    field: 'mapping.people',
  },
  undefined_attribute: {
    title: 'The server does not know this attribute',
    fix: 'Choose an attribute of the server’s schema.',
    field: 'mapping.people',
  },
  invalid_value: {
    title: 'The server does not accept this value',
    fix: 'Correct the value, or the mapping that makes it.',
    field: '',
  },
  constraint_violation: {
    title: 'A rule of the server forbids this',
    fix: 'Read the server’s words.',
    field: '',
  },
  password_refused: {
    title: 'The server’s password policy refuses this password',
    fix: 'Choose a longer one, of letters, digits and other characters, that was not used before.',
    field: '',
  },
  password_needs_tls: {
    title: 'Passwords are set over an encrypted connection only',
    fix: 'Use an ldaps:// address, or StartTLS.',
    field: 'connection.urls',
  },
  password_unsupported: {
    title: 'The server offers no way to set a password',
    fix: 'Set it with the server’s own tools, or let its admin allow the Password Modify operation (RFC 3062).',
    field: '',
  },
  already_exists: {
    title: 'There is already an entry with this name',
    fix: 'Rename one of the two, or bring the other into the search base so that they can be matched.',
    field: '',
  },
  not_there: { title: 'The entry is not there', fix: 'Preview again.', field: '' },
  drifted: { title: 'It changed since the preview', fix: 'Preview again to see the change.', field: '' },
  unwilling: { title: 'The server is unwilling', fix: 'Read the server’s words.', field: '' },
  busy: { title: 'The server is busy or shutting down', fix: 'Try again later.', field: '' },
  cancelled: { title: 'Cancelled', fix: 'Start again when you like.', field: '' },
  unknown: {
    title: 'The server answered with an error',
    fix: 'Read the server’s words and the result code.',
    field: '',
  },
} as const satisfies Record<string, { title: string; fix: string; field: string }>
export type DirectoryErrorCode = keyof typeof directoryErrorCodes
export const directoryErrorCodeNames = Object.keys(directoryErrorCodes) as DirectoryErrorCode[]
