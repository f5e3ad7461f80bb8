export { DirectoryError } from './directory-error.ts'
export { openDirectory } from './open-directory.ts'
export { groupsFilter, peopleFilter } from './scope-filters.ts'
export type {
  AttributeDelta,
  ConnectOptions,
  DirectoryProblem,
  DirectorySession,
  Entry,
  MemberDelta,
  MembersOutcome,
  ReadItem,
  ReadProof,
  ReadRequest,
  ServerInfo,
  Target,
  WriteOutcome,
} from './types.ts'
