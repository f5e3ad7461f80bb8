export { appendAudit } from './audit/append-audit.ts'
export type { AuditEntry, AuditSeals } from './audit/append-audit.ts'
export type { AuditRow } from './audit/hash-audit.ts'
export { listAudit, streamAudit } from './audit/list-audit.ts'
export type { AuditFilter } from './audit/list-audit.ts'
export { verifyAudit } from './audit/verify-audit.ts'
export type { AuditFault, AuditVerdict } from './audit/verify-audit.ts'
export { claimStore } from './claim-store.ts'
export type { Claim } from './claim-store.ts'
export { DataError } from './data-error.ts'
export { dnDepth } from './dn-depth.ts'
export { decideStaged } from './decide-staged.ts'
export { deleteDirectory, insertDirectory, updateDirectoryGuarded } from './directories/change-directories.ts'
export type { DirectorySave } from './directories/change-directories.ts'
export { findDirectory, listDirectories, settingsOfVersion } from './directories/find-directories.ts'
export type { DirectoryRecord } from './directories/find-directories.ts'
export { isBusy } from './directories/is-busy.ts'
export { lastTest, recordTest } from './directories/record-test.ts'
export {
  deleteGroup,
  getGroup,
  insertGroups,
  restoreGroup,
  updateGroupGuarded,
} from './groups/change-groups.ts'
export { addMembers, removeMembers } from './groups/change-members.ts'
export { groupValues } from './groups/group-row.ts'
export type { GroupValues } from './groups/group-row.ts'
export { countGroups, findGroup, listGroups } from './groups/list-groups.ts'
export type { ListedGroup } from './groups/list-groups.ts'
export { changeHold, endHolds, onHold, openHold } from './holds/change-holds.ts'
export { findHold, listHolds } from './holds/list-holds.ts'
export type { ListedHold } from './holds/list-holds.ts'
export { insertMany, insertMissing, insertOrUpdate } from './insert-many.ts'
export { isNameTaken } from './is-name-taken.ts'
export { linksOf } from './links-of.ts'
export { indexStaging, openStaging } from './open-staging.ts'
export { openStore } from './open-store.ts'
export type { Database, Store, StorePlace } from './open-store.ts'
export {
  deletePerson,
  getPerson,
  insertPeople,
  restorePerson,
  updatePersonGuarded,
} from './people/change-people.ts'
export { countPeople, findPerson, groupsOf, listPeople, livingPeople } from './people/list-people.ts'
export type { ListedPerson } from './people/list-people.ts'
export { personValues } from './people/person-row.ts'
export type { PersonValues } from './people/person-row.ts'
export { reserveIds } from './reserve-ids.ts'
export type { Tables, User } from './schema.ts'
export { containsWords, isGuarded } from './search.ts'
export { searchText } from './text-keys.ts'
export { readTexts, writeTexts } from './texts/change-texts.ts'
export type { TextColumn } from './texts/change-texts.ts'
export { columnsContaining } from './texts/columns-containing.ts'
