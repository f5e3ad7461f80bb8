import { openLdap } from './dialect.ts'
import { describeDirectory } from './describe-directory.ts'
import { slapdUnderTest } from './slapd-under-test.ts'

describeDirectory('OpenLDAP', openLdap, slapdUnderTest)
