import { defaultSettings, type DirectoryInput } from '@bindery/contract'
import { startSlapd, type Slapd } from '@bindery/testbed'
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { dumpDirectory } from './dump-directory.ts'
import { changedPeople, domainSize, measureChanges } from './measure-changes.ts'
import { startMeasuredServer } from './start-server.ts'
import { addDirectory, apply, preview, timed } from './sync.ts'

const size = { people: 10_000, groups: 1000, memberships: 200_000 }
const limits = { firstSyncSeconds: 15, peakMegabytes: 250, changesShare: 0.2 }
const results = fileURLToPath(new URL('results', import.meta.url))

const { values: flags } = parseArgs({
  options: { check: { type: 'boolean', default: false }, profile: { type: 'boolean', default: false } },
})

function directoryOf(slapd: Slapd): DirectoryInput {
  const settings = defaultSettings()
  return {
    name: 'Bench',
    enabled: true,
    settings: {
      ...settings,
      connection: { ...settings.connection, urls: [slapd.ldapUrl], bindDn: slapd.adminDn },
      policy: { ...settings.policy, direction: 'directory_to_accounts' },
    },
    secrets: { bindPassword: { set: slapd.adminPassword }, clientKey: { keep: true } },
  }
}

async function measure(slapd: Slapd) {
  const dumpSeconds = await dumpDirectory(slapd)
  const profile = flags.profile ? ['--cpu-prof', '--cpu-prof-dir', `${results}/profile`] : []
  // The first start of an installation compiles its code; what is measured is every start after it.
  await (await startMeasuredServer([])).stop()
  const server = await startMeasuredServer(profile)
  try {
    const { url } = server
    const id = await addDirectory(url, directoryOf(slapd))
    const before = await server.processorSeconds()
    const [first, previewSeconds] = await timed(() => preview(url, id))
    const [, applySeconds] = await timed(() => apply(url, first))
    const processorSeconds = (await server.processorSeconds()) - before
    const [, againSeconds] = await timed(() => preview(url, id))
    const [again, unchangedSeconds] = await timed(() => preview(url, id))
    if (again.included > 0) throw new Error(`After the sync ${again.included} rows are left to apply`)
    return {
      dumpSeconds,
      previewSeconds,
      applySeconds,
      firstSyncSeconds: previewSeconds + applySeconds,
      timesDump: (previewSeconds + applySeconds) / dumpSeconds,
      processorSeconds,
      againSeconds,
      unchangedSeconds,
      peakMegabytes: await server.peakMegabytes(),
    }
  } finally {
    await server.stop()
  }
}

const line = (name: string, value: number, unit: string, limit?: number) =>
  process.stdout.write(
    `${name.padEnd(36)}${value.toFixed(2).padStart(9)} ${unit.padEnd(3)}` +
      `${limit === undefined ? '' : `  limit ${limit} ${unit}  ${value <= limit ? 'ok' : 'MISSED'}`}\n`,
  )

function report(figures: Awaited<ReturnType<typeof measure>>): boolean {
  line('ldapsearch dump', figures.dumpSeconds, 's')
  line('first preview', figures.previewSeconds, 's')
  line('first apply', figures.applySeconds, 's')
  line('first sync', figures.firstSyncSeconds, 's', limits.firstSyncSeconds)
  line('processor time of the first sync', figures.processorSeconds, 's')
  line('first sync / dump', figures.timesDump, 'x')
  line('preview right after', figures.againSeconds, 's')
  line('preview of nothing new', figures.unchangedSeconds, 's')
  line('peak memory of the server', figures.peakMegabytes, 'MB', limits.peakMegabytes)
  return figures.firstSyncSeconds <= limits.firstSyncSeconds && figures.peakMegabytes <= limits.peakMegabytes
}

function reportChanges({ fullSeconds, changesSeconds, share }: Awaited<ReturnType<typeof measureChanges>>) {
  line(`AD, ${domainSize.people} people: read in full`, fullSeconds, 's')
  line(`AD, ${changedPeople} changed: read what changed`, changesSeconds, 's')
  line('what changed / in full', share, 'x', limits.changesShare)
  return share <= limits.changesShare
}

process.stderr.write(
  `Loading ${size.people} people, ${size.groups} groups, ${size.memberships} memberships…\n`,
)
const slapd = await startSlapd({ load: size })
try {
  const figures = await measure(slapd)
  const firstSyncWithin = report(figures)
  // Samba runs as root only.
  const changes = process.getuid?.() === 0 ? await measureChanges() : null
  const within = (changes === null || reportChanges(changes)) && firstSyncWithin
  const at = new Date().toISOString()
  const machine = {
    processor: cpus()[0]?.model ?? '',
    cores: availableParallelism(),
    gigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
  await mkdir(results, { recursive: true })
  const file = `${results}/${at.replaceAll(':', '-').replace(/\..*/, '')}.json`
  await writeFile(
    file,
    `${JSON.stringify({ at, machine, size, limits, figures, domainSize, changes }, null, 2)}\n`,
  )
  if (flags.check && !within) process.exitCode = 1
} finally {
  await slapd.stop()
}
