import type { Company } from './harness.ts'

export const uids = ['ada', 'bo', 'cy', 'di', 'eva', 'fay']
/** Who is called what afterwards: ada and bo exchange names, cy, di and eva go round, and fay leaves hers for another. */
export const round = { ada: 'bo', bo: 'ada', cy: 'di', di: 'eva', eva: 'cy', fay: 'gil' }

/** Accounts take each other's names. */
export async function exchangeUsernames(lab: Company): Promise<void> {
  for (const uid of uids) await lab.editPerson(uid, { username: `passing-${uid}` })
  for (const [uid, username] of Object.entries(round)) await lab.editPerson(`passing-${uid}`, { username })
}
