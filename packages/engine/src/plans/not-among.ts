import { BinderyError } from '@bindery/contract'

/** A row that was asked for is in another plan, or filtered away. */
export const notAmong = (id: number) => new BinderyError('not_found', `Change ${id} is not among these rows`)
