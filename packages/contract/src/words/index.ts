/**
 * The words of the contract that need no schema: what runs in a task's thread takes them from here, and spares it the
 * megabytes of zod and of every endpoint.
 */
export { accountBits } from '../active-directory/account-control.ts'
export * from '../directory-errors.ts'
export * from '../flatten-settings.ts'
export * from '../server-address.ts'
export { writeNumber } from '../write-number.ts'
export * from './attributes.ts'
export * from './change-kinds.ts'
export * from './errors.ts'
export * from './guard-kinds.ts'
export * from './secret-names.ts'
export * from './subjects.ts'
