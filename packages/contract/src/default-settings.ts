import type { GuardLimit, MappingRule, Settings } from './settings.ts'
import { guardKinds, type GuardKind } from './words/guard-kinds.ts'

/** A row of the mapping table: both ways, always, clearing what is empty, unless told otherwise. */
export function rule(
  id: string,
  local: string,
  remote: string,
  more: Partial<MappingRule> = {},
): MappingRule {
  return {
    id,
    local,
    remote,
    direction: 'both',
    when: 'always',
    authority: 'inherit',
    ifEmpty: 'clear',
    defaultValue: '',
    required: false,
    ...more,
  }
}

const defaultLimit: GuardLimit = { count: 5, percent: 5 }

/** A fresh directory's settings: what an OpenLDAP admin expects (SETTINGS of the docs). */
export function defaultSettings(): Settings {
  return {
    connection: {
      urls: [],
      startTls: false,
      verifyTls: true,
      caBundle: '',
      pinnedCertificate: '',
      clientCertificate: '',
      bindDn: 'cn=admin,dc=example,dc=org',
      pageSize: 500,
      connectTimeoutSeconds: 8,
      operationTimeoutSeconds: 30,
      activeDirectory: 'auto',
      stableIdAttribute: null,
    },
    people: {
      bases: [{ dn: 'ou=users,dc=example,dc=org', scope: 'subtree' }],
      objectClass: 'inetOrgPerson',
      additionalObjectClasses: [],
      extraFilter: '',
      usernameAttribute: 'uid',
      rdnAttribute: 'uid',
      newEntriesUnder: '',
      memberOfAttribute: 'memberOf',
    },
    groups: {
      bases: [{ dn: 'ou=groups,dc=example,dc=org', scope: 'subtree' }],
      objectClass: 'groupOfUniqueNames',
      nameAttribute: 'cn',
      memberAttribute: 'uniqueMember',
      nested: 'flatten',
      extraFilter: '',
      newEntriesUnder: '',
      placeholderMember: '',
    },
    mapping: {
      people: [
        rule('username', 'username', 'uid', { required: true }),
        rule('employee-number', 'employeeNumber', 'employeeNumber'),
        rule('given-name', 'givenName', 'givenName'),
        rule('family-name', 'familyName', 'sn', { ifEmpty: 'default', defaultValue: '{username}' }),
        rule('display-name', 'displayName', 'displayName'),
        rule('common-name', 'displayName', 'cn', {
          direction: 'push',
          when: 'on_creation',
          ifEmpty: 'default',
          defaultValue: '{username}',
        }),
        rule('email', 'email', 'mail', { required: true }),
        rule('phone', 'phone', 'mobile'),
        rule('title', 'title', 'title'),
      ] as Settings['mapping']['people'],
      groups: [
        rule('name', 'name', 'cn', { required: true }),
        rule('description', 'description', 'description'),
      ] as Settings['mapping']['groups'],
      matching: [
        { local: 'employeeNumber', remote: 'employeeNumber' },
        { local: 'email', remote: 'mail' },
        { local: 'username', remote: 'uid' },
      ],
    },
    policy: {
      direction: 'accounts_to_directory',
      authority: 'accounts',
      firstSeenInDirectory: 'create',
      firstSeenInAccounts: 'create',
      goneFromDirectory: 'hold',
      holdDays: 30,
      missingEntry: 'ask',
      leftScope: 'hold',
      goneFromAccounts: 'disable',
      moveGoneTo: '',
      missingAccount: 'ask',
      passwords: 'off',
      guard: Object.fromEntries(guardKinds.map((kind) => [kind, { ...defaultLimit }])) as Record<
        GuardKind,
        GuardLimit
      >,
      protectedDns: [],
      limitToGroups: [],
      schedule: { mode: 'off', seconds: 300, cron: '0 2 * * *', apply: 'within_guard' },
    },
  }
}
