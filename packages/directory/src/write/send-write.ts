import type { Control, Message } from 'ldapts'
import { DirectoryError } from '../directory-error.ts'
import type { Directory } from '../directory.ts'
import { createEntryReader } from '../read/entry-reader.ts'
import { problemOf, resultProblem } from '../problems.ts'
import type { DirectoryProblem, Entry, WriteOutcome } from '../types.ts'
import { PostReadControl } from '../wire/controls.ts'

/** What became of one request that writes. */
export type Sent =
  | {
      readonly state: 'answered'
      readonly code: number
      readonly problem: DirectoryProblem
      readonly after: Entry | null
    }
  /** Nothing was sent. */
  | { readonly state: 'unsent'; readonly problem: DirectoryProblem }
  /** No answer came: it may have taken effect. */
  | { readonly state: 'lost'; readonly problem: DirectoryProblem }

/**
 * Sends one write; the entry as it left it, with these attributes, comes back where the server serves post-read. Null:
 * it leaves no entry to read.
 */
export async function sendWrite(
  directory: Directory,
  attributes: readonly string[] | null,
  build: (messageId: number, controls: Control[]) => Message,
  assertion: Control | null = null,
): Promise<Sent> {
  const { wire, server } = directory
  const reader = createEntryReader(await directory.schema(), server.stableIdAttribute, attributes ?? [])
  const post = server.supports.postRead && attributes !== null ? new PostReadControl(reader.attributes) : null
  const controls = [assertion, post].filter((control) => control !== null)
  const sendable = wire.alive()
  try {
    const { code, words } = await wire.ask((messageId) => build(messageId, controls))
    const after = post?.entry ? reader.read(post.entry).entry : null
    return { state: 'answered', code, problem: resultProblem('write', code, words), after }
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    return { state: sendable ? 'lost' : 'unsent', problem: error.problem }
  }
}

/** The outcome of a write that was not answered with success. */
export function failedOutcome(sent: Sent): WriteOutcome {
  if (sent.state === 'lost') return { state: 'in_doubt', problem: sent.problem }
  return { state: 'refused', problem: sent.problem }
}

/** Runs the steps of a write; a read in them that fails before anything was sent is a refusal, not an exception. */
export async function asOutcome<Outcome extends WriteOutcome>(
  steps: () => Promise<Outcome>,
): Promise<Outcome | Extract<WriteOutcome, { state: 'refused' }>> {
  try {
    return await steps()
  } catch (error) {
    return { state: 'refused', problem: problemOf(error) }
  }
}
