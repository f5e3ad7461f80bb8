interface FieldText {
  readonly label: string
  readonly help: string
  readonly required?: boolean
}

/** Name and help of every field of the settings document, by its path: forms, reviews and problems share them. */
const fieldTexts = {
  name: { label: 'Name', help: 'How this directory is called in Bindery.', required: true },
  enabled: { label: 'Enabled', help: '' },
  'settings.connection.urls': {
    label: 'Server addresses',
    help: 'ldap://host[:389] or ldaps://host[:636]. Tried in order; the first that answers serves the whole task. With _ldap._tcp. before a domain, as in ldaps://_ldap._tcp.example.org, DNS names the servers.',
    required: true,
  },
  'settings.connection.startTls': { label: 'StartTLS', help: '' },
  'settings.connection.verifyTls': { label: 'Verify the server’s certificate', help: '' },
  'settings.connection.caBundle': {
    label: 'CA certificates',
    help: 'PEM. Only for a private CA; empty means the certificates that the system trusts.',
  },
  'settings.connection.pinnedCertificate': {
    label: 'Pinned certificate',
    help: 'SHA-256 fingerprint of the one server certificate to trust, as the test shows it. It must be replaced when the certificate is.',
  },
  'settings.connection.clientCertificate': {
    label: 'Client certificate',
    help: 'PEM. Only where the server demands one.',
  },
  'settings.connection.bindDn': {
    label: 'Bind DN',
    help: 'The account Bindery signs in with, such as cn=bindery,ou=services,dc=example,dc=org; in Active Directory also bindery@example.org or EXAMPLE\\bindery. Empty: the client certificate signs in; Bindery never reads as nobody.',
  },
  'secrets.bindPassword': { label: 'Bind password', help: 'Stored sealed; it is never shown again.' },
  'secrets.clientKey': {
    label: 'Client key',
    help: 'PEM, the private key that belongs to the client certificate. Stored sealed.',
  },
  'settings.connection.activeDirectory': { label: 'Server is Active Directory', help: '' },
  'settings.connection.pageSize': {
    label: 'Page size',
    help: 'Entries asked for at a time. Lower it when the server complains.',
    required: true,
  },
  'settings.connection.connectTimeoutSeconds': {
    label: 'Connect timeout',
    help: 'How long to wait for a server before the next address is tried.',
    required: true,
  },
  'settings.connection.operationTimeoutSeconds': {
    label: 'Operation timeout',
    help: 'How long one answer may take.',
    required: true,
  },
  'settings.connection.stableIdAttribute': {
    label: 'Stable id attribute',
    help: 'The attribute that never changes for an entry. Empty: found by the test (entryUUID, objectGUID, nsUniqueId…).',
  },
  'settings.people.bases': {
    label: 'Search bases',
    help: 'Where people are. What lies outside is not touched.',
    required: true,
  },
  'settings.people.objectClass': {
    label: 'Object class',
    help: 'Structural class of a person; part of the search filter.',
    required: true,
  },
  'settings.people.additionalObjectClasses': {
    label: 'Additional object classes',
    help: 'Given to entries that Bindery creates. Every attribute they demand must be mapped.',
  },
  'settings.people.extraFilter': {
    label: 'Extra filter',
    help: 'Narrows the search, such as (!(employeeType=service)). Empty: everyone of the class.',
  },
  'settings.people.usernameAttribute': {
    label: 'Username attribute',
    help: 'Holds the username: 1–64 of letters, digits, “.”, “-”, “_”.',
    required: true,
  },
  'settings.people.rdnAttribute': {
    label: 'RDN attribute',
    help: 'The first part of a person’s DN. Changing it renames entries, it never re-creates them.',
    required: true,
  },
  'settings.people.newEntriesUnder': {
    label: 'New entries go under',
    help: 'Empty: the first search base.',
  },
  'settings.people.memberOfAttribute': {
    label: 'Membership attribute',
    help: 'Back-link on the person. Empty: the server keeps none.',
  },
  'settings.groups.bases': { label: 'Search bases', help: 'Where groups are. None: groups are not synced.' },
  'settings.groups.objectClass': {
    label: 'Object class',
    help: 'groupOfUniqueNames, groupOfNames, posixGroup; group in Active Directory.',
    required: true,
  },
  'settings.groups.nameAttribute': {
    label: 'Name attribute',
    help: 'Holds the group’s name.',
    required: true,
  },
  'settings.groups.memberAttribute': {
    label: 'Member attribute',
    help: 'uniqueMember for groupOfUniqueNames, member for groupOfNames and group, memberUid for posixGroup.',
    required: true,
  },
  'settings.groups.nested': { label: 'Nested groups', help: '' },
  'settings.groups.extraFilter': {
    label: 'Extra filter',
    help: 'Narrows the search. Empty: every group of the class.',
  },
  'settings.groups.newEntriesUnder': {
    label: 'New entries go under',
    help: 'Empty: the first search base.',
  },
  'settings.groups.placeholderMember': {
    label: 'Placeholder member',
    help: 'Written when the class demands a member and the group has none; ignored on reading. Empty: the empty DN.',
  },
  'settings.mapping.people': { label: 'Rule of people', help: '' },
  'settings.mapping.groups': { label: 'Rule of groups', help: '' },
  'settings.mapping.matching': { label: 'Matching rules', help: '' },
  'settings.policy.direction': { label: 'Direction', help: '' },
  'settings.policy.authority': { label: 'Authority', help: '' },
  'settings.policy.limitToGroups': {
    label: 'Limit synchronization to these groups',
    help: 'Names of groups within the search bases of groups. None: everybody is synced.',
  },
  'settings.policy.firstSeenInDirectory': { label: 'New in the directory', help: '' },
  'settings.policy.firstSeenInAccounts': { label: 'New in accounts', help: '' },
  'settings.policy.goneFromDirectory': { label: 'Gone from the directory', help: '' },
  'settings.policy.holdDays': {
    label: 'Keep for',
    help: 'Counted from the day a hold begins. A change applies to holds that begin later.',
    required: true,
  },
  'settings.policy.missingEntry': { label: 'Missing entry', help: '' },
  'settings.policy.leftScope': { label: 'Left the scope', help: '' },
  'settings.policy.goneFromAccounts': { label: 'Gone from accounts', help: '' },
  'settings.policy.moveGoneTo': {
    label: 'Move to',
    help: 'An entry that is there already, such as ou=former,dc=example,dc=org. Best outside the search bases.',
    required: true,
  },
  'settings.policy.missingAccount': { label: 'Missing account', help: '' },
  'settings.policy.guard.removals': {
    label: 'Removals and holds',
    help: 'What is put on hold, deleted, unlinked, or moved away.',
  },
  'settings.policy.guard.disables': { label: 'Disables', help: 'People made inactive.' },
  'settings.policy.guard.cleared_values': {
    label: 'Cleared values',
    help: 'Values emptied, counted per attribute.',
  },
  'settings.policy.guard.member_removals': {
    label: 'Member removals',
    help: 'People taken out of groups.',
  },
  'settings.policy.guard.username_changes': {
    label: 'Username changes',
    help: 'People who sign in by a new name.',
  },
  'settings.policy.guard.moves': {
    label: 'Moves',
    help: 'Entries renamed or moved to another place in the tree.',
  },
  'settings.policy.schedule.mode': { label: 'Preview by itself', help: '' },
  'settings.policy.schedule.seconds': {
    label: 'Interval',
    help: '10 seconds at least. 300 suits most directories.',
    required: true,
  },
  'settings.policy.schedule.cron': {
    label: 'Times',
    help: 'Minute, hour, day of month, month, day of week, in UTC: 0 2 * * * is every night at two.',
    required: true,
  },
  'settings.policy.schedule.apply': { label: 'Scheduled previews', help: '' },
  'settings.policy.passwords': { label: 'Passwords', help: '' },
  'settings.policy.protectedDns': {
    label: 'Protected entries',
    help: 'DNs of people and groups that are never removed, disabled or put on hold.',
  },
} as const satisfies Record<string, FieldText>

/** The text of a field, or of the nearest field around a deeper path such as `settings.people.bases.0.dn`. */
export function fieldText(path: string): FieldText {
  const texts: Record<string, FieldText> = fieldTexts
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const text = texts[at]
    if (text) return text
  }
  return { label: path, help: '' }
}
