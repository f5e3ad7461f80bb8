/** Bindery's data cannot be used. The message says what to do: whoever started Bindery needs no more. */
export class DataError extends Error {
  override readonly name = 'DataError'
}
