import { rule } from '../default-settings.ts'
import type { ServerKind } from '../server-kind.ts'
import type { GroupsScope, PeopleScope, Settings } from '../settings.ts'

/** What an admin would fill in for one kind of server. */
export interface Preset {
  readonly id:
    'openldap' | 'openldap_memberof' | 'openldap_posix' | 'active_directory' | '389' | 'freeipa' | 'lldap'
  readonly label: string
  /** One sentence on what it is for. */
  readonly summary: string
  /** Servers that say they are of this kind. */
  readonly kinds: readonly ServerKind[]
  readonly people: Pick<
    PeopleScope,
    'objectClass' | 'usernameAttribute' | 'rdnAttribute' | 'memberOfAttribute' | 'extraFilter'
  >
  readonly groups: Pick<GroupsScope, 'objectClass' | 'nameAttribute' | 'memberAttribute' | 'extraFilter'>
  /** Where people and groups are, as RDNs in front of the domain ('': all of it); null: the preset cannot tell. */
  readonly places: {
    readonly people: string
    readonly groups: string
    /** Where new ones go, where that is not the search base. */
    readonly newEntries: string
  } | null
  /** Mapping rules that this kind of server needs besides the usual ones. */
  readonly adds: Pick<Settings['mapping'], 'people' | 'groups'>
}

const byUid = {
  objectClass: 'inetOrgPerson',
  usernameAttribute: 'uid',
  rdnAttribute: 'uid',
  memberOfAttribute: 'memberOf',
  extraFilter: '',
} as const

const groupsOf = (objectClass: string, memberAttribute: string): Preset['groups'] => ({
  objectClass,
  nameAttribute: 'cn',
  memberAttribute,
  extraFilter: '',
})

const usual: Pick<Preset, 'places' | 'adds'> = { places: null, adds: { people: [], groups: [] } }

/** A preset fills fields and hides nothing. */
export const presets: readonly Preset[] = [
  {
    ...usual,
    id: 'openldap',
    label: 'OpenLDAP',
    summary: 'inetOrgPerson with uid, groupOfUniqueNames.',
    kinds: [],
    people: byUid,
    groups: groupsOf('groupOfUniqueNames', 'uniqueMember'),
  },
  {
    ...usual,
    id: 'openldap_memberof',
    label: 'OpenLDAP with groupOfNames',
    summary: 'inetOrgPerson with uid, groupOfNames and the memberOf overlay.',
    kinds: [],
    people: byUid,
    groups: groupsOf('groupOfNames', 'member'),
  },
  {
    ...usual,
    id: 'openldap_posix',
    label: 'OpenLDAP with posixGroup',
    summary: 'inetOrgPerson with uid, posixGroup, which names its members by memberUid.',
    kinds: [],
    people: byUid,
    groups: groupsOf('posixGroup', 'memberUid'),
  },
  {
    id: 'active_directory',
    label: 'Active Directory',
    summary:
      'Active Directory and Samba AD: users with sAMAccountName, and groups, of the whole domain; computers, managed service accounts and what the domain itself needs stay out.',
    kinds: ['active_directory', 'samba'],
    people: {
      objectClass: 'user',
      usernameAttribute: 'sAMAccountName',
      rdnAttribute: 'cn',
      memberOfAttribute: 'memberOf',
      // Computers and managed service accounts are users as well; krbtgt, Administrator and Guest are critical.
      extraFilter: '(&(objectCategory=person)(!(isCriticalSystemObject=TRUE)))',
    },
    groups: {
      objectClass: 'group',
      nameAttribute: 'cn',
      memberAttribute: 'member',
      extraFilter: '(!(isCriticalSystemObject=TRUE))',
    },
    places: { people: '', groups: '', newEntries: 'CN=Users' },
    adds: {
      people: [
        rule('department', 'department', 'department'),
        rule('status', 'active', 'userAccountControl'),
      ] as Settings['mapping']['people'],
      groups: [
        // Without one the domain makes up a name that nobody can read.
        rule('account-name', 'name', 'sAMAccountName', { direction: 'push', when: 'on_creation' }),
      ] as Settings['mapping']['groups'],
    },
  },
  {
    ...usual,
    id: '389',
    label: '389 Directory Server',
    summary: 'inetOrgPerson with uid under ou=people, groupOfNames under ou=groups.',
    kinds: ['389'],
    people: byUid,
    groups: groupsOf('groupOfNames', 'member'),
    places: { people: 'ou=people', groups: 'ou=groups', newEntries: '' },
  },
  {
    ...usual,
    id: 'freeipa',
    label: 'FreeIPA',
    summary: 'inetOrgPerson with uid and groupOfNames, under cn=accounts.',
    kinds: ['freeipa'],
    people: byUid,
    groups: groupsOf('groupOfNames', 'member'),
    places: { people: 'cn=users,cn=accounts', groups: 'cn=groups,cn=accounts', newEntries: '' },
  },
  {
    ...usual,
    id: 'lldap',
    label: 'lldap',
    summary: 'inetOrgPerson with uid under ou=people, groupOfUniqueNames with member.',
    kinds: [],
    people: byUid,
    groups: groupsOf('groupOfUniqueNames', 'member'),
  },
]
