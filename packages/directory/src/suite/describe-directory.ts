import { afterAll, beforeAll, describe } from 'vitest'
import type { Dialect } from './dialect.ts'
import { openFixture, type DirectoryFixture } from './directory-fixture.ts'
import type { DirectoryUnderTest } from './directory-under-test.ts'
import { describeAssertions } from './assertions.ts'
import { describeDeletions } from './deletions.ts'
import { describeMembers } from './members.ts'
import { describeNames } from './names.ts'
import { describeReads } from './reads.ts'
import { describeUpdates } from './updates.ts'

/** Every promise of a session that a sync relies on. Real servers and the one in memory pass the same. */
export function describeDirectory(
  name: string,
  dialect: Dialect,
  open: () => Promise<DirectoryUnderTest>,
): void {
  describe(name, () => {
    let fixture: DirectoryFixture | undefined
    const use = () => {
      if (fixture === undefined) throw new Error('The directory is not open yet')
      return fixture
    }
    beforeAll(async () => {
      fixture = await openFixture(open)
    })
    afterAll(async () => {
      await fixture?.session.close()
      await fixture?.directory.stop()
    })
    describeReads(use, dialect)
    describeNames(use, dialect)
    describeUpdates(use, dialect)
    describeMembers(use, dialect)
    describeDeletions(use, dialect)
    describeAssertions(use, dialect)
  })
}
