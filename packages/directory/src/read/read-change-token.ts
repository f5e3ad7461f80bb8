import type { Directory } from '../directory.ts'
import { stableIdText } from '../stable-id.ts'
import { byteValues, textValues } from '../wire/entry-values.ts'
import { searchAll } from '../wire/search.ts'
import { readRootDse } from './read-root-dse.ts'
import { usnToken } from './usn-token.ts'

/**
 * How far the server has come. Of a domain controller the mark of `usnToken`; else the contextCSN values (one per
 * master) of every searchable naming context, sorted and joined; '' where neither is served.
 */
export async function readChangeToken(directory: Directory): Promise<string> {
  return directory.server.activeDirectory ? readUsnToken(directory) : readContextCsns(directory)
}

/** '' where the bind account may not see which database this is. */
async function readUsnToken(directory: Directory): Promise<string> {
  const root = await readRootDse(directory, ['currentTime', 'dsServiceName', 'highestCommittedUSN'])
  const [[time = ''], [service = ''], [usn = '']] = [
    root('currentTime'),
    root('dsServiceName'),
    root('highestCommittedUSN'),
  ]
  if (service === '' || usn === '') return ''
  const [found] = await searchAll(directory.wire, {
    base: service,
    scope: 'base',
    filter: '(objectClass=*)',
    attributes: ['invocationId'],
  })
  const [bytes] = byteValues(found, 'invocationId')
  if (bytes === undefined) return ''
  return usnToken({ time, usn: Number(usn), invocationId: stableIdText('objectGUID', bytes) })
}

async function readContextCsns(directory: Directory): Promise<string> {
  const tokens = await Promise.all(
    directory.server.searchable.map(async (base) => {
      const attributes = ['contextCSN']
      const found = await searchAll(directory.wire, {
        base,
        scope: 'base',
        filter: '(objectClass=*)',
        attributes,
      })
      return found.flatMap((entry) => textValues(entry, 'contextCSN'))
    }),
  )
  return tokens.flat().sort().join(' ')
}
