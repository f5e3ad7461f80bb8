import { BinderyError, type DirectoryInput, type Settings } from '@bindery/contract'
import { settingsOfVersion, type Database, type DirectoryRecord } from '@bindery/store'
import { canonicalJson } from '@bindery/sync'

type Path = (string | number)[]

/** The refusal of a lost update: who saved meanwhile, and where the saved settings and the given ones differ (S42). */
export async function lostUpdate(
  db: Database,
  current: DirectoryRecord,
  given: DirectoryInput,
  editedVersion: number,
): Promise<BinderyError> {
  const stored = JSON.parse(current.settings) as Settings
  const text = await settingsOfVersion(db, current.id, editedVersion)
  const theirs = text === undefined ? [] : differences(JSON.parse(text), stored, ['settings'])
  const paths = [
    ...(current.name === given.name ? [] : [['name']]),
    ...((current.enabled === 1) === given.enabled ? [] : [['enabled']]),
    ...differences(stored, given.settings, ['settings']),
  ]
  const changed = theirs.map(written)
  const told = changed.length === 0 ? '' : ` Changed there: ${changed.join(', ')}.`
  return new BinderyError(
    'version_conflict',
    `${current.actor} saved version ${current.version} at ${current.saved_at}, after you began.${told}`,
    paths.map((path) => ({
      path,
      message: changed.includes(written(path))
        ? 'Changed meanwhile; yours differs'
        : 'Yours differs from the saved one',
    })),
  )
}

const written = (path: Path) => path.slice(1).join('.')

/** Where two documents differ: the deepest paths, lists as a whole. */
function differences(a: unknown, b: unknown, path: Path): Path[] {
  if (!isRecord(a) || !isRecord(b)) return canonicalJson(a) === canonicalJson(b) ? [] : [path]
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return names.flatMap((name) => differences(a[name], b[name], [...path, name]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
