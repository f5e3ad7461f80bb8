/** Text with `{names}` in it. A template without names is plain text. */
export interface Template {
  readonly parts: readonly (string | { readonly name: string })[]
  readonly names: readonly string[]
}

/** Takes a template apart; a brace that is not closed is text. */
export function parseTemplate(text: string): Template {
  const parts: (string | { name: string })[] = []
  let at = 0
  for (const match of text.matchAll(/\{([A-Za-z][A-Za-z0-9.;-]*)\}/g)) {
    if (match.index > at) parts.push(text.slice(at, match.index))
    parts.push({ name: match[1] ?? '' })
    at = match.index + match[0].length
  }
  if (at < text.length) parts.push(text.slice(at))
  return { parts, names: parts.flatMap((part) => (typeof part === 'string' ? [] : [part.name])) }
}

/** Fills a template; missing values are empty, outer and doubled spaces go. An empty result is no value. */
export function fillTemplate(template: Template, valueOf: (name: string) => string | undefined): string[] {
  const text = template.parts
    .map((part) => (typeof part === 'string' ? part : (valueOf(part.name) ?? '')))
    .join('')
  const tidy = text.replace(/ {2,}/g, ' ').trim()
  return tidy === '' ? [] : [tidy]
}
