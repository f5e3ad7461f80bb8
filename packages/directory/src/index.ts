export { DirectoryError } from './directory-error.ts'
export { openDirectory } from './open-directory.ts'
export { markWords } from './read/call-roll.ts'
export { IdSet } from './read/id-set.ts'
export { findSample, toSamplePerson } from './probe/find-sample.ts'
export { mayConnect } from './connect/may-connect.ts'
export { signInAs, type SignInVerdict } from './connect/sign-in-as.ts'
export { problem } from './problems.ts'
export { probe } from './probe/probe.ts'
export type { ProbeOptions } from './probe/probe-types.ts'
export { groupsFilter, peopleFilter } from './scope-filters.ts'
export type {
  AttributeDelta,
  AttributeValue,
  Changes,
  ChangesRequest,
  ConnectOptions,
  DirectoryProblem,
  DirectorySession,
  Entry,
  MemberDelta,
  MembersOutcome,
  ReadItem,
  ReadProof,
  ReadRequest,
  Rolled,
  ServerInfo,
  Target,
  WriteOutcome,
} from './types.ts'
export { unknownNames } from './unknown-names.ts'
