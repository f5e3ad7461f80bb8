import { describe } from 'vitest'
import { activeDirectory } from './dialect.ts'
import { describeDirectory } from './describe-directory.ts'
import { sambaUnderTest } from './samba-under-test.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('of a domain', () =>
  describeDirectory('Samba AD', activeDirectory, sambaUnderTest),
)
