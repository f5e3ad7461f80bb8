/** The server's answer to a request that it does not carry out: result code and words (RFC 4511 §4.1.9). */
export class Refusal extends Error {
  readonly code: number

  constructor(code: number, words = '') {
    super(words)
    this.name = 'Refusal'
    this.code = code
  }
}
