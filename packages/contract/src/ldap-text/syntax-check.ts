/** The verdict on a text that someone typed; `position` counts UTF-16 units from 0, as an input's caret does. */
export type SyntaxCheck =
  { readonly ok: true } | { readonly ok: false; readonly message: string; readonly position: number }

/** A text that does not follow its grammar: the message says what to do, `position` where. */
export class TextSyntaxError extends Error {
  readonly position: number

  constructor(message: string, position: number) {
    super(message)
    this.name = new.target.name
    this.position = position
  }
}

/** Runs a parser for its verdict only. */
export function checkSyntax(parse: () => unknown): SyntaxCheck {
  try {
    parse()
    return { ok: true }
  } catch (error) {
    if (!(error instanceof TextSyntaxError)) throw error
    return { ok: false, message: error.message, position: error.position }
  }
}
