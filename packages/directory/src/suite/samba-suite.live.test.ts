import { activeDirectory } from './dialect.ts'
import { describeDirectory } from './describe-directory.ts'
import { sambaUnderTest } from './samba-under-test.ts'

// Samba runs as root only.
if (process.getuid?.() === 0) describeDirectory('Samba AD', activeDirectory, sambaUnderTest)
