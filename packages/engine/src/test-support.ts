import { defaultSettings, type Plan, type Run, type Settings } from '@bindery/contract'
import type { Slapd } from '@bindery/testbed'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngine, type Engine } from './open-engine.ts'

/** An engine on a data directory of its own, which goes with it. */
export async function openTestEngine(): Promise<Engine & { readonly dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-engine-'))
  const engine = await openEngine({ dataDir })
  return {
    ...engine,
    dataDir,
    async close() {
      await engine.close()
      await rm(dataDir, { recursive: true })
    },
  }
}

/** A request as the HTTP boundary hands it to a verb. */
export function asked<Params = undefined, Query = undefined, Body = undefined>(
  parts: { params?: Params; query?: Query; body?: Body; version?: number; signal?: AbortSignal } = {},
) {
  return {
    params: parts.params as Params,
    query: parts.query as Query,
    body: parts.body as Body,
    version: parts.version,
    actor: 'tester',
    signal: parts.signal ?? new AbortController().signal,
  }
}

/** Settings for a private slapd, as its admin. */
export function settingsFor(server: Slapd, change?: (settings: Settings) => void): Settings {
  const settings = defaultSettings()
  settings.connection.urls = [server.ldapUrl]
  settings.connection.bindDn = server.adminDn
  settings.people.bases = [{ dn: server.usersBase, scope: 'subtree' }]
  settings.groups.bases = [{ dn: server.groupsBase, scope: 'subtree' }]
  change?.(settings)
  return settings
}

/** The secrets of settings from `settingsFor`. */
export const secretsOf = (server: Slapd) => ({
  bindPassword: { set: server.adminPassword },
  clientKey: { set: '' },
})

/** Tests, saves and switches on a directory; its id. */
export async function addDirectory({ verbs }: Engine, server: Slapd, settings: Settings): Promise<number> {
  const secrets = secretsOf(server)
  await lastOf(verbs.testConnection(asked({ body: { directoryId: null, settings, secrets } })))
  const body = { name: 'Lumen', enabled: true, settings, secrets }
  return (await verbs.createDirectory(asked({ body }))).id
}

/** Previews and waits for the end. */
export async function preview({ verbs }: Engine, directoryId: number): Promise<Plan> {
  const { planId } = await verbs.startPreview(asked({ params: { id: directoryId }, body: {} }))
  return lastOf(verbs.planEvents(asked({ params: { id: planId } })))
}

/** Applies a plan as it is, and waits for the end. */
export async function apply({ verbs }: Engine, plan: Plan): Promise<Run> {
  const { id, planHash, selectionHash } = plan
  const { runId } = await verbs.applyPlan(asked({ params: { id }, body: { planHash, selectionHash } }))
  return lastOf(verbs.runEvents(asked({ params: { id: runId } })))
}

/** The last item of a stream. */
export async function lastOf<Item>(items: AsyncIterable<Item>): Promise<Item> {
  const all = await Array.fromAsync(items)
  const last = all.at(-1)
  if (last === undefined) throw new Error('The stream was empty')
  return last
}
