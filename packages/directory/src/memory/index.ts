export {
  createMemoryDirectory,
  type MemoryChange,
  type MemoryDirectory,
  type MemoryDirectoryOptions,
} from './create-memory-directory.ts'
export type { Fault, Interfere, MemoryRequest } from './faults.ts'
export { Refusal } from './refusal.ts'
