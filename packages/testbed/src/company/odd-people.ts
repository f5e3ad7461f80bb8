import type { PersonOverrides } from './person-entry.ts'

/** The people whose entries are valid LDAP and still trip careless software. */
export const oddPeople: readonly PersonOverrides[] = [
  { given: 'John', family: 'Doe', cn: 'Doe, John', uid: 'john.doe', rdn: ['cn'] },
  { given: 'Mira', family: 'Solbakk', cn: 'Mira Solbakk (R+D)', uid: 'mira.solbakk', rdn: ['cn'] },
  { given: 'Priya', family: 'Ranganath', cn: '#1 Helpdesk Priya', uid: 'priya.ranganath', rdn: ['cn'] },
  { given: 'Tomás', family: 'Violante', cn: ' Tomás Violante ', uid: 'tomas.violante', rdn: ['cn'] },
  { given: 'Žofie', family: 'Černá', cn: 'Žofie Černá', uid: 'zofie.cerna', rdn: ['cn'] },
  { given: '雅美', family: '小鳥遊', cn: '小鳥遊 雅美', uid: 'masami.takanashi', rdn: ['cn'] },
  { given: 'Sam', family: 'Okonjo', cn: 'Sam Okonjo', uid: 'sam.okonjo', rdn: ['cn', 'employeeNumber'] },
  { given: 'Lena', family: 'Vossen', cn: 'Lena \\ Vossen', uid: 'lena.vossen', rdn: ['cn'] },
  { given: 'Quentin', family: 'Marsh', cn: 'Quentin "Q" Marsh; <ext>', uid: 'quentin.marsh', rdn: ['cn'] },
  { given: 'Nils', family: 'Bergkvist', uid: null, rdn: ['cn'] },
  { given: 'Greta', family: 'Halloway', uid: 'greta.halloway', mail: [] },
  { given: 'Odhran', family: 'Keane', uid: 'odhran.keane', mail: [] },
  { given: 'Wanjiru', family: 'Mbeki', uid: 'wanjiru.mbeki', mail: [] },
  { given: 'Ines', family: 'Cabral', uid: 'ines.cabral', mail: ['front.desk@example.org'] },
  { given: 'Rui', family: 'Cabral', uid: 'rui.cabral', mail: ['front.desk@example.org'] },
  { given: 'Petra', family: 'Lindqvist', uid: 'petra.lindqvist', mobile: ['ext. 12 (ask Rosa)'] },
  {
    given: 'Hugo',
    family: 'Tanaka',
    uid: 'hugo.tanaka',
    mail: ['hugo.tanaka@example.org', 'hugo@lumenworks.example'],
  },
  { given: 'Øystein', family: 'Ås', uid: 'øystein ås!' },
]
