/** What a client asks, as a fault script sees it. `page` is a search in pages. */
export interface MemoryRequest {
  readonly kind: 'bind' | 'search' | 'page' | 'add' | 'modify' | 'rename' | 'delete' | 'extended'
  /** Base of a search, target of a write, who binds; '' for an extended operation. */
  readonly dn: string
}

/** What happens instead of a plain answer. */
export type Fault =
  /** Answered with this result code (RFC 4511 §4.1.9); nothing is done. */
  | { readonly kind: 'refuse'; readonly code: number; readonly words?: string }
  /** The connection ends without an answer; `done`: after the request took effect. */
  | { readonly kind: 'cut'; readonly done: boolean }
  /** No answer ever comes: what a client sees of it that dies with the request on its way. */
  | { readonly kind: 'hang'; readonly done: boolean }

/** Looks at every request before it is carried out. It may write to the directory itself: others do at any moment. */
export type Interfere = (request: MemoryRequest) => Fault | null | Promise<Fault | null>
