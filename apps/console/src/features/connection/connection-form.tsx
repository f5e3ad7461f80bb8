import { useMay } from '../../access/signed-in.ts'
import { LookOnly } from '../../access/look-only.tsx'
import { Button } from '@mantine/core'
import { useDirectory } from '../../api/use-directory.ts'
import { ButtonLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { TwoColumns } from '../../components/two-columns.tsx'
import { useFocusFromAddress } from '../../settings-form/use-focus-from-address.ts'
import { useSettings } from '../../settings-form/settings-context.ts'
import { useSchemaNames } from '../../settings-form/use-schema-names.ts'
import styles from './connection-form.module.css'
import { DirectorySection } from './directory-section.tsx'
import { ForgetDirectory } from './forget-directory.tsx'
import { GroupsSection } from './groups-section.tsx'
import { LimitsSection } from './limits-section.tsx'
import { PeopleSection } from './people-section.tsx'
import { ServerSection } from './server-section.tsx'
import { SignInSection } from './sign-in-section.tsx'
import { TestPanel } from './test-panel.tsx'

/** All fields of a connection, and its test beside them. */
export function ConnectionForm() {
  const { directory, test } = useSettings()
  const { directory: existing } = useDirectory()
  useFocusFromAddress()
  const mayTest = useMay('test')
  const maySet = useMay('settings')
  const names = useSchemaNames(test.reached ? test.tested : undefined)
  return (
    <>
      <PageHeader
        title={directory ? 'Connection' : 'Connect a directory'}
        sentence={
          directory
            ? `Where “${directory.name}” is, how Bindery signs in, and which people and groups it reads.`
            : 'Say where it is and how to sign in, then test. Nothing is read into your accounts and nothing is written.'
        }
        actions={
          <>
            {!maySet ? null : directory ? (
              <ButtonLink to="/settings/connection" search={{ add: true }} variant="default">
                Add a directory
              </ButtonLink>
            ) : existing ? (
              <ButtonLink to="/settings/connection" search={{ add: undefined }} variant="default">
                Back to “{existing.name}”
              </ButtonLink>
            ) : null}
            {mayTest ? (
              <Button
                className={styles.narrow ?? ''}
                loading={test.state === 'running'}
                onClick={() => void test.start()}
              >
                Test connection
              </Button>
            ) : null}
          </>
        }
      />
      <TwoColumns aside={mayTest ? <TestPanel /> : null}>
        <LookOnly permission="settings">
          <DirectorySection passed={test.passed} />
          <ServerSection />
          <SignInSection />
          <PeopleSection names={names} />
          <GroupsSection names={names} />
          <LimitsSection names={names} />
          {directory && maySet ? <ForgetDirectory directory={directory} /> : null}
        </LookOnly>
      </TwoColumns>
    </>
  )
}
