interface Frame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
}

/** A CPU profile as V8 writes it; times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Where time went itself, without what was called. */
export interface SelfTime {
  readonly name: string
  readonly milliseconds: number
  /** Of all time in which something ran, 0 to 1. */
  readonly share: number
}

export interface Folded {
  /** In which something ran; idle time is left out. */
  readonly milliseconds: number
  readonly packages: readonly SelfTime[]
  readonly functions: readonly SelfTime[]
}

/** Self time by package and by function, most first; files are named from `root`, the workspace's folder. */
export function foldProfile({ nodes, samples, timeDeltas }: CpuProfile, root: string): Folded {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const packages = new Map<string, number>()
  const functions = new Map<string, number>()
  let total = 0
  samples.forEach((id, index) => {
    const frame = frames.get(id)
    const microseconds = timeDeltas[index] ?? 0
    if (frame === undefined || frame.functionName === '(idle)') return
    total += microseconds
    const file = placeOf(frame.url, root)
    add(packages, packageOf(file, frame.functionName), microseconds)
    add(functions, functionOf(file, frame), microseconds)
  })
  const rank = (times: ReadonlyMap<string, number>): SelfTime[] =>
    [...times]
      .map(([name, microseconds]) => ({
        name,
        milliseconds: microseconds / 1000,
        share: microseconds / total,
      }))
      .toSorted((a, b) => b.milliseconds - a.milliseconds)
  return { milliseconds: total / 1000, packages: rank(packages), functions: rank(functions) }
}

function add(times: Map<string, number>, name: string, microseconds: number): void {
  times.set(name, (times.get(name) ?? 0) + microseconds)
}

/** A file from the workspace's root, of an installed package from its name; '' of what is no JavaScript. */
function placeOf(url: string, root: string): string {
  const path = decodeURI(url.replace(/^file:\/\//, ''))
  const installed = path.split('/node_modules/').at(-1)
  if (installed !== undefined && installed !== path) return installed
  return path.startsWith(root) ? path.slice(root.length) : path
}

function functionOf(file: string, { functionName, lineNumber }: Frame): string {
  // Code without a name that is no JavaScript is an addon's: the database's.
  if (file === '') return functionName || 'native code without a name'
  return `${functionName || `(anonymous, line ${lineNumber + 1})`} ${file}`
}

function packageOf(file: string, functionName: string): string {
  if (file === '') return functionName.startsWith('(') ? functionName : 'native code'
  if (file.startsWith('node:')) return 'node'
  const parts = file.split('/')
  return parts.slice(0, /^(?:packages|apps|@.*)$/.test(parts[0] ?? '') ? 2 : 1).join('/')
}

/** What is left of a profile in a document: the packages, and the functions that took most. */
export function writeFolded(title: string, { milliseconds, packages, functions }: Folded, most = 25): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7)
  const line = ({ share, milliseconds: own, name }: SelfTime) =>
    `${percent(share)}  ${own.toFixed(0).padStart(7)} ms  ${name}`
  const small = packages.filter(({ share }) => share >= 0.01)
  return (
    `${title}: ${(milliseconds / 1000).toFixed(2)} s at work\n\n` +
    `${small.map(line).join('\n')}\n\n${functions.slice(0, most).map(line).join('\n')}\n`
  )
}
