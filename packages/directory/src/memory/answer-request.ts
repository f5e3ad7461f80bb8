import { parseFilter, type Filter } from '@bindery/contract/ldap-text'
import {
  AddRequest,
  BindRequest,
  DeleteRequest,
  ExtendedRequest,
  ModifyDNRequest,
  ModifyRequest,
  PagedResultsControl,
  SearchRequest,
  type Attribute,
  type Message,
} from 'ldapts'
import { AssertionControl, PostReadControl } from '../wire/controls.ts'
import { ParsedFilter } from '../wire/encode-filter.ts'
import { SyncRequestControl } from '../wire/sync-search.ts'
import type { Listener, Reply } from '../wire/wire.ts'
import { addEntry } from './add-entry.ts'
import type { Given } from './attributes.ts'
import { deleteEntry } from './delete-entry.ts'
import type { MemoryRequest } from './faults.ts'
import { modifyEntry } from './modify-entry.ts'
import { Refusal } from './refusal.ts'
import { renameEntry } from './rename-entry.ts'
import { searchEntries, showEntry } from './search-entries.ts'
import { tellChanges } from './sync-search.ts'
import type { MemoryEntry, Tree } from './tree.ts'

/** What a request is, in short. */
export function describeRequest(message: Message): MemoryRequest {
  if (message instanceof SearchRequest)
    return { kind: pagingOf(message) === undefined ? 'search' : 'page', dn: message.baseDN }
  if (message instanceof BindRequest) return { kind: 'bind', dn: message.dn }
  if (message instanceof AddRequest) return { kind: 'add', dn: message.dn }
  if (message instanceof ModifyRequest) return { kind: 'modify', dn: message.dn }
  if (message instanceof ModifyDNRequest) return { kind: 'rename', dn: message.dn }
  if (message instanceof DeleteRequest) return { kind: 'delete', dn: message.dn }
  return { kind: 'extended', dn: '' }
}

/** Carries a request out, as `boundAs`, and answers it. */
export function answerRequest(tree: Tree, message: Message, boundAs: string, listener?: Listener): Reply {
  try {
    if (message instanceof SearchRequest)
      return listener === undefined ? search(tree, message) : sync(tree, message, listener)
    if (message instanceof ExtendedRequest) return { ...replied(), value: `dn:${boundAs}` }
    // Any password will do; an empty one is refused before it is sent.
    if (message instanceof BindRequest) return replied()
    const written = write(tree, message, boundAs)
    const post = message.controls?.find((control) => control instanceof PostReadControl)
    if (post && written) post.entry = showEntry(tree, written, post.attributes)
    return replied()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return replied(error.code, error.message)
  }
}

/** The final answer to a request, with nothing before it. */
export function replied(code = 0, words = ''): Reply {
  return { code, words, matchedDn: '', controls: [], value: '', entries: [], referrals: [] }
}

function write(tree: Tree, message: Message, by: string): MemoryEntry | null {
  const assertion = message.controls?.find((control) => control instanceof AssertionControl)
  const as = { by, assertion: assertion === undefined ? null : parseFilter(assertion.filter) }
  if (message instanceof AddRequest)
    return addEntry(
      tree,
      message.dn,
      message.attributes.map((one) => givenOf(one)),
      by,
    )
  if (message instanceof ModifyRequest)
    return modifyEntry(
      tree,
      message.dn,
      message.changes.map(({ operation, modification }) => givenOf(modification, operation)),
      as,
    )
  if (message instanceof ModifyDNRequest) {
    const superior = message.newSuperior === '' ? undefined : message.newSuperior
    const to = { rdn: message.newRdn, superior, deleteOldRdn: message.deleteOldRdn }
    return renameEntry(tree, message.dn, to, as)
  }
  if (message instanceof DeleteRequest) return deleteEntry(tree, message.dn, as)
  throw new Refusal(2, 'not served')
}

function givenOf({ type, values }: Attribute, operation: Given['operation'] = 'add'): Given {
  return { operation, name: type, values: values.map((value) => Buffer.from(value)) }
}

const pagingOf = ({ controls }: SearchRequest) =>
  controls?.find((control) => control instanceof PagedResultsControl)

function search(tree: Tree, message: SearchRequest): Reply {
  const page = pagingOf(message)?.value
  const size = page?.size ?? Infinity
  const found = searchEntries(tree, {
    base: message.baseDN,
    scope: message.scope === 'base' || message.scope === 'one' ? message.scope : 'sub',
    filter: filterOf(message),
    after: Number(page?.cookie?.toString() ?? 0),
  })
  const entries: MemoryEntry[] = []
  let more = false
  for (const entry of found) {
    more = entries.length === size
    if (more) break
    entries.push(entry)
  }
  const cookie = Buffer.from(more ? String(entries.at(-1)?.id) : '')
  return {
    ...replied(),
    entries: entries.map((entry) => showEntry(tree, entry, message.attributes)),
    controls: page === undefined ? [] : [new PagedResultsControl({ value: { size: 0, cookie } })],
  }
}

function sync(tree: Tree, message: SearchRequest, listener: Listener): Reply {
  const control = message.controls?.find((one) => one instanceof SyncRequestControl)
  if (control === undefined) throw new Refusal(2, 'nothing to tell of one by one')
  tellChanges(tree, message, { filter: filterOf(message), control, listener })
  return { ...replied(), controls: [control] }
}

function filterOf({ filter }: SearchRequest): Filter {
  if (filter instanceof ParsedFilter) return filter.filter
  throw new Refusal(2, 'a filter of another kind')
}
