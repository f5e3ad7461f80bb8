import { rotateKey as rotate } from '@bindery/engine'
import type { Command } from './command.ts'

/** Seals every secret with a new key. */
export const rotateKey: Command = {
  summary: 'seals every secret with a new key and drops the old one; stop the server first',
  async run(options) {
    const { keyId, oldKeyIds, rows, removeFrom } = await rotate(options)
    const old = oldKeyIds.join(', ')
    const dropped =
      removeFrom === null
        ? `Key ${old} was dropped.`
        : `Nothing needs key ${old} any longer: remove it from ${removeFrom}.`
    process.stdout.write(
      `Everything is sealed with key ${keyId} now (rows sealed anew: ${rows}). ${dropped}\n` +
        `Backups of the database from before still need key ${old}: keep it with them.\n` +
        'Tests of connections from before no longer count: test each directory before you save it again.\n',
    )
  },
}
