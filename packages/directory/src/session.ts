import type { ServerFacts } from './connect/describe-server.ts'
import type { Directory } from './directory.ts'
import { assertBases } from './read/assert-bases.ts'
import { callRoll } from './read/call-roll.ts'
import { findEntry, lookUp } from './read/find-entry.ts'
import { idsAt } from './read/ids-at.ts'
import { lookFor } from './read/look-for.ts'
import { readChangeToken } from './read/read-change-token.ts'
import { readPages } from './read/read-pages.ts'
import { readSchema } from './read/read-schema.ts'
import { readSyncChanges } from './read/read-sync-changes.ts'
import { readUsnChanges } from './read/read-usn-changes.ts'
import { tellsChanges } from './read/tells-changes.ts'
import type { DirectorySession } from './types.ts'
import type { Wire } from './wire/wire.ts'
import { adopt } from './write/adopt.ts'
import { changeMembers } from './write/change-members.ts'
import { create } from './write/create.ts'
import { deleteEntry } from './write/delete.ts'
import { rename } from './write/rename.ts'
import { setPassword } from './write/set-password.ts'
import { update } from './write/update.ts'

/** A bound connection, and what its verbs share. */
export function createDirectory(wire: Wire, server: ServerFacts, pageSize: number): Directory {
  let schema: ReturnType<typeof readSchema> | undefined
  return {
    wire,
    server,
    pageSize,
    vainAssertions: [],
    schema: () => (schema ??= readSchema(wire, server.schemaDn)),
  }
}

/** The session that other packages see. */
export function createSession(directory: Directory): DirectorySession {
  return {
    server: directory.server,
    schema: () => directory.schema(),
    changeToken: () => readChangeToken(directory),
    changes: (request) =>
      directory.server.activeDirectory
        ? readUsnChanges(directory, request)
        : readSyncChanges(directory, request),
    tellsChanges: (now, reads) => tellsChanges(directory, now, reads),
    callRoll: (request) => callRoll(directory, request),
    idsAt: (dns) => idsAt(directory, dns),
    assertBases: (bases, subject) => assertBases(directory.wire, bases, subject),
    read: (request) => readPages(directory, request),
    lookUp: (stableIds, attributes) => lookUp(directory, stableIds, attributes),
    lookFor: (values, attributes) => lookFor(directory, values, attributes),
    readOne: (target, attributes) => findEntry(directory, target, attributes),
    adopt: (dn, attributes, since) => adopt(directory, dn, attributes, since),
    create: (dn, attributes) => create(directory, dn, attributes),
    update: (target, deltas) => update(directory, target, deltas),
    changeMembers: (target, delta) => changeMembers(directory, target, delta),
    rename: (target, newDn) => rename(directory, target, newDn),
    setPassword: (target, password) => setPassword(directory, target, password),
    delete: (target, seen) => deleteEntry(directory, target, seen),
    close: () => {
      directory.wire.close()
      return Promise.resolve()
    },
  }
}
