/** How the links of one kind fared in a complete read. */
export interface LinksRead {
  /** That were active before it. */
  readonly links: number
  /** Of them: no entry has their stable id any more, while one that no link knows has their last DN or their name. */
  readonly replaced: number
  /** Of them: were given a new stable id by a re-linking that did not come to its end. */
  readonly renewed: number
}

/** Fewer than this may just as well have been deleted and made again by hand. */
const fewest = 3

/**
 * Whether most stable ids changed at once while the names stayed, as on a server that was rebuilt from an export. Then
 * an absent stable id says nothing about who is gone. It stays so until a re-linking came to its end: one that was cut
 * short must not leave the rest as gone.
 */
export function isRestored({ links, replaced, renewed }: LinksRead): boolean {
  const changed = replaced + renewed
  return replaced > 0 && changed >= fewest && changed * 2 >= links
}
