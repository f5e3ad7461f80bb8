import type { Plan } from '@bindery/contract'
import { andFilter } from '@bindery/contract/ldap-text'
import { openEngine } from '@bindery/engine'
import type { Samba } from '@bindery/testbed'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allowNetworks, copyData, dataAt, removeData } from '../src/test-data.ts'
import { forDomain } from './domain.ts'
import { changesOf, openCompany, type Company, type Preview, type Tweak } from './harness.ts'

type Compared = Pick<Preview, 'plan' | 'changes'>

/** A company on a domain controller, as its administrator. Whoever is described as `out` is out of scope. */
export const openDomain = (samba: Samba, tweak: Tweak = () => undefined): Promise<Company> =>
  openCompany(samba, (settings) => {
    forDomain(samba)(settings)
    settings.people.extraFilter = andFilter(settings.people.extraFilter, '(!(description=out))')
    tweak(settings)
  })

export const moveLdif = (dn: string, rdn: string, base: string) =>
  `dn: ${dn}\nchangetype: modrdn\nnewrdn: ${rdn}\ndeleteoldrdn: 1\nnewsuperior: ${base}\n\n`

/**
 * What a preview that reads everything would find now, made by another engine on a copy of the company's data, so that
 * it leaves no trace in them.
 */
export async function previewOfCopy(company: Company): Promise<Compared> {
  const copy = await mkdtemp(join(tmpdir(), 'bindery-engine-copy-'))
  try {
    await copyData(company.dataDir, copy)
    const engine = await openEngine({ ...(await dataAt(copy)), allowNetworks })
    try {
      const { verbs } = engine
      const params = { id: company.directoryId }
      const { planId } = await verbs.startPreview({ ...company.call, params, body: { full: true } })
      let plan: Plan | undefined
      for await (const step of verbs.planEvents({ ...company.call, params: { id: planId } })) plan = step
      if (plan?.state !== 'ready') throw new Error(`The plan is ${plan?.state}: ${plan?.failure?.message}`)
      return { plan, changes: await changesOf(verbs, company.call, planId) }
    } finally {
      await engine.close()
    }
  } finally {
    await removeData(copy)
  }
}

/** A plan without what no two previews share: ids and times, and how it was read. Its rows are in their order. */
export function comparable({ plan, changes }: Compared) {
  const { counts, attributes, warnings, included, removals, guard, sentence, restored, proof } = plan
  const rows = changes.map((row) => ({
    ...row,
    id: null,
    conflictId: null,
    localId: row.kind === 'create' ? null : row.localId,
    dependsOn: row.dependsOn !== null,
    changed: row.changed.map((one) => ({ ...one, personId: null })),
  }))
  return {
    rows: rows.map((row) => JSON.stringify(row)),
    planHash: plan.planHash,
    plan: JSON.stringify({ counts, attributes, warnings, included, removals, guard, sentence, restored }),
    proof: JSON.stringify({
      complete: proof?.complete,
      people: proof?.people,
      groups: proof?.groups,
      bases: proof?.bases,
      unreadable: proof?.unreadable,
      checks: proof?.checks.map(({ name, ok }) => ({ name, ok })),
    }),
  }
}
