const kinds = [
  [0x2, 'global'],
  [0x4, 'domain local'],
  [0x8, 'universal'],
  [0x10, 'application basic'],
  [0x20, 'application query'],
] as const
const builtIn = 0x1
const security = 0x8000_0000

/** A groupType (MS-ADTS §2.2.12) in words: "global security group"; null for what is none. */
export function wordGroupType(value: string): string | null {
  if (!/^-?\d{1,10}$/.test(value)) return null
  const bits = Number(value) >>> 0
  const kind = kinds.find(([bit]) => (bits & bit) !== 0)?.[1]
  if (kind === undefined) return null
  const use = (bits & security) === 0 ? 'distribution' : 'security'
  return `${(bits & builtIn) === 0 ? '' : 'built-in '}${kind} ${use} group`
}
