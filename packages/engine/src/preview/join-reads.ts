import type { Proof } from '@bindery/contract'
import type { ReadProof } from '@bindery/directory'

/** What several reads prove together: of each check the one that failed. */
function joinChecks(reads: readonly ReadProof[]): Proof['checks'] {
  const names = [...new Set(reads.flatMap((proof) => proof.checks.map((check) => check.name)))]
  return names.map((name) => {
    const found = reads.flatMap((proof) => proof.checks.filter((check) => check.name === name))
    return found.find((check) => !check.ok) ?? found[0] ?? { name, ok: true, message: '' }
  })
}

/** Several reads as one, complete only if each of them is. */
export function joinReads(reads: readonly ReadProof[]): ReadProof {
  const sum = (count: (proof: ReadProof) => number) => reads.reduce((total, proof) => total + count(proof), 0)
  return {
    complete: reads.every((proof) => proof.complete),
    pages: sum(({ pages }) => pages),
    entries: sum(({ entries }) => entries),
    referrals: [...new Set(reads.flatMap((proof) => proof.referrals))],
    checks: joinChecks(reads),
    error: reads.map(({ error }) => error).find((error) => error !== null) ?? null,
  }
}
