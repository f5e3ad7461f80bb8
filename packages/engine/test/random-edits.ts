import type { LdifEntry } from '@bindery/testbed'
import { moveLdif } from './ad-company.ts'
import { deleteLdif, groupLdif, modifyLdif, personLdif } from './company.ts'
import { adGroupLdif, userLdif } from './domain.ts'
import type { Company, Preview } from './harness.ts'

/** How a server names things. */
interface Dialect {
  readonly person: { readonly class: string; readonly name: string; readonly rdn: string }
  readonly groupClass: string
  readonly member: string
  readonly personLdif: (name: string, dn: string) => string
  readonly groupLdif: (name: string, members: readonly string[], dn: string) => string
  /** An attribute that is not mapped. */
  readonly idle: string
  /** Edits that this kind of server does not know. */
  readonly without: readonly string[]
}

export const activeDirectory: Dialect = {
  person: { class: 'user', name: 'sAMAccountName', rdn: 'CN' },
  groupClass: 'group',
  member: 'member',
  personLdif: (name, dn) => userLdif(name, {}, dn),
  groupLdif: adGroupLdif,
  idle: 'info',
  without: [],
}
export const openLdap: Dialect = {
  person: { class: 'inetOrgPerson', name: 'uid', rdn: 'uid' },
  groupClass: 'groupOfUniqueNames',
  member: 'uniqueMember',
  personLdif: (name, dn) => personLdif(name, {}, dn),
  groupLdif: (name, members, dn) => (members.length > 0 ? groupLdif(name, members, dn) : ''),
  idle: 'carLicense',
  without: ['disable', 'rename_account', 'primary'],
}

interface World {
  readonly server: {
    readonly suffix: string
    search(args: readonly string[]): Promise<LdifEntry[]>
    modify(ldif: string): Promise<void>
  }
  readonly dialect: Dialect
  readonly lab: Company
  /** What is synced, and somewhere else. */
  readonly unit: string
  readonly away: string
}

/** Edits of both sides by chance, the same ones for the same seed. */
export function randomEdits(seed: number, { server, dialect, lab, unit, away }: World) {
  const next = randomNumbers(seed)
  const below = (count: number) => Math.floor(next() * count)
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[below(items.length)]
  let serial = 0
  const fresh = (kind: string) => `${kind}${seed}x${(serial += 1)}`
  let inner = `OU=inner,${unit}`
  let hasInner = false

  const entries = async (filter: string, base = server.suffix) =>
    (await server.search(['-b', base, filter, dialect.person.name, dialect.member])).filter(
      (entry) => entry.dn.endsWith(unit) || entry.dn.endsWith(away),
    )
  const users = () => entries(`(objectClass=${dialect.person.class})`)
  const groups = () => entries(`(objectClass=${dialect.groupClass})`)
  const rdn = (dn: string) => dn.split(',', 1)[0] ?? ''
  const placeFor = () => pick([unit, unit, away, ...(hasInner ? [inner] : [])]) ?? unit
  const nameOf = (entry: { attributes: Record<string, readonly string[]> } | undefined) =>
    entry?.attributes[dialect.person.name]?.[0] ?? ''

  /** Of the directory: LDIF, or nothing to do. */
  const foreign: Record<string, () => Promise<string>> = {
    create: () => {
      const name = fresh('new')
      return Promise.resolve(dialect.personLdif(name, `${dialect.person.rdn}=${name},${placeFor()}`))
    },
    retitle: async () => {
      const user = pick(await users())
      return user ? modifyLdif(user.dn, 'replace: title', `title: ${fresh('Title')}`) : ''
    },
    remail: async () => {
      const user = pick(await users())
      return user ? modifyLdif(user.dn, 'replace: mail', `mail: ${fresh('m')}@example.org`) : ''
    },
    sameMail: async () => {
      const [one, other] = [pick(await users()), pick(await users())]
      return one && other ? modifyLdif(one.dn, 'replace: mail', `mail: ${nameOf(other)}@example.org`) : ''
    },
    clear: async () => {
      const user = pick(await users())
      return user ? modifyLdif(user.dn, 'replace: displayName') : ''
    },
    touch: async () => {
      const user = pick(await users())
      return user ? modifyLdif(user.dn, `replace: ${dialect.idle}`, `${dialect.idle}: ${fresh('idle')}`) : ''
    },
    disable: async () => {
      const user = pick(await users())
      return user
        ? modifyLdif(user.dn, 'replace: userAccountControl', `userAccountControl: ${pick([514, 546])}`)
        : ''
    },
    rename: async () => {
      const user = pick(await users())
      return user
        ? moveLdif(user.dn, `${dialect.person.rdn}=${fresh('cn')}`, user.dn.slice(rdn(user.dn).length + 1))
        : ''
    },
    rename_account: async () => {
      const user = pick(await users())
      return user ? modifyLdif(user.dn, 'replace: sAMAccountName', `sAMAccountName: ${fresh('acc')}`) : ''
    },
    move: async () => {
      const user = pick(await users())
      return user ? moveLdif(user.dn, rdn(user.dn), placeFor()) : ''
    },
    remove: async () => {
      const user = pick(await users())
      return user ? deleteLdif(user.dn) : ''
    },
    recreate: async () => {
      const user = pick(await users())
      if (!user) return ''
      const again = dialect.personLdif(nameOf(user), `${rdn(user.dn)}x,${unit}`)
      return deleteLdif(user.dn) + again
    },
    hide: async () => {
      const user = pick(await users())
      return user ? modifyLdif(user.dn, 'replace: description', `description: ${pick(['out', 'in'])}`) : ''
    },
    create_group: async () => {
      const members = (await users()).filter(() => next() < 0.3).map(({ dn }) => dn)
      const name = fresh('grp')
      return dialect.groupLdif(name, members, `CN=${name},${placeFor()}`)
    },
    join: async () => {
      const [group, user] = [pick(await groups()), pick(await users())]
      const members = group?.attributes[dialect.member] ?? []
      return group && user && !members.includes(user.dn)
        ? modifyLdif(group.dn, `add: ${dialect.member}`, `${dialect.member}: ${user.dn}`)
        : ''
    },
    leave: async () => {
      const group = pick(await groups())
      const member = pick(group?.attributes[dialect.member] ?? [])
      return group && member
        ? modifyLdif(group.dn, `delete: ${dialect.member}`, `${dialect.member}: ${member}`)
        : ''
    },
    nest: async () => {
      const [group, other] = [pick(await groups()), pick(await groups())]
      return group &&
        other &&
        group.dn !== other.dn &&
        !(group.attributes[dialect.member] ?? []).includes(other.dn)
        ? modifyLdif(group.dn, `add: ${dialect.member}`, `${dialect.member}: ${other.dn}`)
        : ''
    },
    primary: async () => {
      const found = pick(await groups())
      const [member] = (found?.attributes[dialect.member] ?? []).filter((dn) => !dn.includes('grp'))
      if (!found || member === undefined) return ''
      const [one] = await server.search(['-b', found.dn, '-s', 'base', 'primaryGroupToken'])
      const number = one?.attributes['primaryGroupToken']?.[0]
      return modifyLdif(member, 'replace: primaryGroupID', `primaryGroupID: ${number}`)
    },
    describe_group: async () => {
      const group = pick(await groups())
      return group ? modifyLdif(group.dn, 'replace: description', `description: ${fresh('about')}`) : ''
    },
    rename_group: async () => {
      const group = next() < 0.3 ? pick(await groups()) : undefined
      return group ? moveLdif(group.dn, `CN=${fresh('grp')}`, unit) : ''
    },
    remove_group: async () => {
      const group = next() < 0.3 ? pick(await groups()) : undefined
      return group ? deleteLdif(group.dn) : ''
    },
    inner_unit: () => {
      if (!hasInner) {
        hasInner = true
        return Promise.resolve(`dn: ${inner}\nobjectClass: organizationalUnit\n\n`)
      }
      if (next() < 0.6)
        return Promise.resolve(modifyLdif(inner, 'replace: description', `description: ${fresh('u')}`))
      const before = inner
      const to = pick([unit, away]) ?? unit
      const name = `OU=${fresh('inner')}`
      inner = `${name},${to}`
      return Promise.resolve(moveLdif(before, name, to))
    },
  }

  const person = async () => pick(await lab.everybody())?.username
  const group = async () => pick(await lab.everyGroup())?.name
  /** Of the accounts. */
  const local: Record<string, () => Promise<unknown>> = {
    edit: async () => {
      const name = await person()
      return name && lab.editPerson(name, { title: fresh('Local') })
    },
    add: () => {
      const username = fresh('loc')
      return lab.addPerson({ username, familyName: 'Local', displayName: username })
    },
    delete: async () => {
      const name = await person()
      return name && lab.deletePerson(name)
    },
    add_group: () => lab.addGroup(fresh('lgrp')),
    delete_group: async () => {
      const name = next() < 0.3 ? await group() : undefined
      return name && lab.deleteGroup(name)
    },
    join: async () => {
      const [name, who] = [await group(), await person()]
      return name && who && lab.editMembers(name, { add: [who] })
    },
    leave: async () => {
      const name = await group()
      const who = name && pick(await lab.members(name))
      return name && who && lab.editMembers(name, { remove: [who] })
    },
  }

  return {
    /** Makes some edits; what they were. */
    some: async (): Promise<string[]> => {
      const done: string[] = []
      for (let left = below(7); left >= 0; left -= 1) {
        const [kind, edits] = next() < 0.65 ? (['foreign', foreign] as const) : (['local', local] as const)
        const known = Object.keys(edits).filter((one) => !dialect.without.includes(one))
        const name = pick(known) ?? ''
        const outcome = await (edits[name] ?? (() => Promise.resolve('')))()
        const ldif = kind === 'foreign' && typeof outcome === 'string' ? outcome : ''
        // The server refuses some, as the deletion of somebody's primary group.
        const refused =
          ldif === ''
            ? ''
            : await server.modify(ldif).then(
                () => '',
                () => ' refused',
              )
        done.push(`${kind} ${name}: ${ldif.split('\n', 1)[0]}${refused}`)
      }
      return done
    },
    /** Applies the plan, sometimes without some of its rows, or not at all. */
    applySome: async ({ plan, changes }: Preview): Promise<void> => {
      if (next() < 0.35 || plan.included === 0) return
      const request = { ...lab.call, params: { id: plan.id } }
      const ids = changes.filter((row) => row.applicable && next() < 0.25).map(({ id }) => id)
      const chosen =
        ids.length > 0 ? await lab.verbs.selectChanges({ ...request, body: { include: false, ids } }) : plan
      if (chosen.included > 0) await lab.apply(chosen, { approve: chosen.guard?.verdict !== 'within' })
    },
  }
}

/** Numbers from 0 to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
