import type { Directory } from '../directory.ts'
import { sidText } from '../sid-text.ts'
import { OwnerControl } from '../wire/controls.ts'
import { byteValues } from '../wire/entry-values.ts'
import { askSearch } from '../wire/search.ts'

/** The SID of who owns an entry of Active Directory, at first its creator; null where that cannot be read. */
export async function readOwner({ wire }: Directory, dn: string): Promise<string | null> {
  const { entries } = await askSearch(wire, {
    base: dn,
    scope: 'base',
    filter: '(objectClass=*)',
    attributes: ['nTSecurityDescriptor'],
    controls: [new OwnerControl()],
  })
  const [descriptor] = byteValues(entries[0], 'nTSecurityDescriptor')
  return descriptor === undefined ? null : ownerOf(descriptor)
}

/** A self-relative security descriptor says at its byte 4 where its owner begins (MS-DTYP §2.4.6). */
function ownerOf(descriptor: Buffer): string | null {
  if (descriptor.length < 8) return null
  const start = descriptor.readUInt32LE(4)
  const count = descriptor[start + 1]
  if (start === 0 || count === undefined) return null
  return sidText(descriptor.subarray(start, start + 8 + 4 * count))
}
