import { describeDirectory } from './describe-directory.ts'
import { slapdUnderTest } from './slapd-under-test.ts'

describeDirectory('OpenLDAP', slapdUnderTest)
