/** How servers differ in what the suite asks of all of them: their names for things, and what some cannot do. */
export interface Dialect {
  /** What a person is called in a DN, by which attribute it is told from others, and what else a new one needs. */
  readonly naming: string
  readonly username: string
  readonly somebody: (username: string) => Record<string, string[]>
  /** RFC 4515: all people. */
  readonly people: string
  readonly groupClass: string
  readonly member: string
  /** As the server writes it in DNs. */
  readonly cn: 'cn' | 'CN'
  readonly ou: 'ou' | 'OU'
  /** An attribute of people that holds several values. */
  readonly many: string
  readonly stableId: string
  /** The assertion control (RFC 4528): what supposes that nothing is there is atomic. */
  readonly assertions: boolean
  /** Post-read (RFC 4527): the entry comes back with the answer. */
  readonly postRead: boolean
  /** Mail and username may not be anybody else's, which an overlay looks after. */
  readonly guardsUniqueness: boolean
  /** Its group class demands a member. */
  readonly demandsMember: boolean
  /** People have values that they must have. */
  readonly demandsName: boolean
  /** Names of several parts (RFC 4512 §2.3.1), several names of one attribute, and the matching rules of RFC 4517. */
  readonly wholeX500: boolean
  /** Entries may stand below a person. */
  readonly holdsDevices: boolean
  /** Bytes of photos can be named in a change. */
  readonly comparesPhotos: boolean
  /** Result codes where they are the server's own. */
  readonly codes: Readonly<Record<'unknownAttribute' | 'secondValue' | 'wrongSyntax', string>>
}

/** OpenLDAP with inetOrgPerson, groupOfUniqueNames and its overlays. */
export const openLdap: Dialect = {
  naming: 'uid',
  username: 'uid',
  somebody: (uid) => ({ objectClass: ['inetOrgPerson'], uid: [uid], cn: [uid], sn: ['Old'] }),
  people: '(objectClass=inetOrgPerson)',
  groupClass: 'groupOfUniqueNames',
  member: 'uniqueMember',
  cn: 'cn',
  ou: 'ou',
  many: 'mobile',
  stableId: 'entryUUID',
  assertions: true,
  postRead: true,
  guardsUniqueness: true,
  demandsMember: true,
  demandsName: true,
  wholeX500: true,
  holdsDevices: true,
  comparesPhotos: false,
  codes: { unknownAttribute: '17 ', secondValue: '19 ', wrongSyntax: '21 ' },
}

export const activeDirectory: Dialect = {
  naming: 'CN',
  username: 'sAMAccountName',
  somebody: (name) => ({ objectClass: ['user'], sAMAccountName: [name], sn: ['Old'] }),
  people: '(objectClass=user)',
  groupClass: 'group',
  member: 'member',
  cn: 'CN',
  ou: 'OU',
  many: 'otherMobile',
  stableId: 'objectGUID',
  assertions: false,
  postRead: false,
  guardsUniqueness: false,
  demandsMember: false,
  demandsName: false,
  wholeX500: false,
  holdsDevices: false,
  comparesPhotos: true,
  codes: { unknownAttribute: '16 ', secondValue: '20 ', wrongSyntax: '34 ' },
}
