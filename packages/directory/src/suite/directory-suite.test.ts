import { openLdap } from './dialect.ts'
import { describeDirectory } from './describe-directory.ts'
import { memoryUnderTest } from './memory-under-test.ts'

describeDirectory('the directory in memory', openLdap, memoryUnderTest)
