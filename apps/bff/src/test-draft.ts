import type { Draft, ProbeStep, Run } from '@bindery/contract'

const limit = { count: 5, percent: 5 }

/** A draft that the contract accepts. */
export const draft: Draft = {
  directoryId: null,
  secrets: { bindPassword: { set: 'hunter2-hunter2' }, clientKey: { keep: true } },
  settings: {
    connection: {
      urls: ['ldaps://ldap.example.org'],
      startTls: false,
      verifyTls: true,
      caBundle: '',
      pinnedCertificate: '',
      clientCertificate: '',
      bindDn: 'cn=admin,dc=example,dc=org',
      pageSize: 500,
      connectTimeoutSeconds: 5,
      operationTimeoutSeconds: 30,
      stableIdAttribute: null,
    },
    people: {
      bases: [{ dn: 'ou=people,dc=example,dc=org', scope: 'subtree' }],
      objectClass: 'inetOrgPerson',
      additionalObjectClasses: [],
      extraFilter: '',
      usernameAttribute: 'uid',
      rdnAttribute: 'uid',
      newEntriesUnder: '',
      memberOfAttribute: 'memberOf',
    },
    groups: {
      bases: [],
      objectClass: 'groupOfNames',
      nameAttribute: 'cn',
      memberAttribute: 'member',
      extraFilter: '',
      newEntriesUnder: '',
      placeholderMember: '',
    },
    mapping: { people: [], groups: [], matching: [{ local: 'email', remote: 'mail' }] },
    policy: {
      direction: 'directory_to_accounts',
      authority: 'directory',
      firstSeenInDirectory: 'create',
      firstSeenInAccounts: 'ignore',
      goneFromDirectory: 'hold',
      leftScope: 'hold',
      guard: {
        removals: limit,
        disables: limit,
        cleared_values: limit,
        member_removals: limit,
        username_changes: limit,
        moves: limit,
      },
      protectedDns: [],
    },
  },
}

export function step(state: ProbeStep['state']): ProbeStep {
  return { name: 'dns', state, summary: state, milliseconds: 1, details: [], error: null }
}

export function run(done: number): Run {
  return {
    id: 1,
    directoryId: 1,
    planId: 1,
    state: 'running',
    startedAt: '2025-01-01T00:00:00.000Z',
    resumedAt: null,
    resumable: false,
    finishedAt: null,
    actor: 'admin',
    progress: { phase: 'applying_accounts', done, total: 3 },
    planned: [],
    outcome: { done, refused: 0, drifted: 0, cancelled: 0, inDoubt: 0 },
    failure: null,
    sentence: '',
  }
}
