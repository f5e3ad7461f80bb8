import type { Certificate } from '@bindery/contract'
import { Button, Group, Text } from '@mantine/core'
import { countWords } from '../../components/count-words.ts'
import { announce } from '../../components/announce.tsx'
import { CopyText } from '../../components/copy-text.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import styles from './certificate-chain.module.css'

interface Props {
  /** Leaf first. */
  certificates: readonly Certificate[]
  /** Nobody Bindery trusts has signed it: offers to trust it. */
  untrusted: boolean
}

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

/** The certificates that the server showed, with what one compares before trusting them. */
export function CertificateChain({ certificates, untrusted }: Props) {
  const { form } = useSettings()
  const authority = certificates.length > 1 ? certificates.at(-1) : undefined
  const leaf = certificates[0]
  const trust = (
    path: 'settings.connection.caBundle' | 'settings.connection.pinnedCertificate',
    value: string,
  ) => {
    form.setValue(path, value, { shouldDirty: true, shouldValidate: true })
    announce('Filled in. Enter the bind password if it is asked, then test again.')
  }
  return (
    <details className={styles.chain} open={untrusted}>
      <summary>
        {certificates.length === 1 ? 'Certificate' : `${certificates.length} certificates`}
        {leaf ? `, ${countWords(leaf.daysLeft, 'day')} left` : ''}
      </summary>
      {certificates.map((one, index) => (
        <dl key={one.fingerprint} className={styles.certificate}>
          <dt>{index === 0 ? 'Server' : index === certificates.length - 1 ? 'CA' : 'Between'}</dt>
          <dd>{one.subject}</dd>
          <dt>Issued by</dt>
          <dd>{one.issuer}</dd>
          {one.names.length > 0 ? (
            <>
              <dt>Names</dt>
              <dd>{one.names.join(', ')}</dd>
            </>
          ) : null}
          <dt>Valid</dt>
          <dd>
            {day.format(new Date(one.validFrom))} – {day.format(new Date(one.validTo))} (
            {countWords(one.daysLeft, 'day')} left)
          </dd>
          <dt>SHA-256</dt>
          <dd>
            <CopyText value={one.fingerprint} what="fingerprint" max={96} />
          </dd>
        </dl>
      ))}
      {untrusted ? (
        <>
          <Text size="sm">Compare the fingerprint with the one on the server before you trust it.</Text>
          <Group gap="xs" mt="xs">
            {authority ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() =>
                  trust('settings.connection.caBundle', appended(form.getValues(), authority.pem))
                }
              >
                Trust this CA
              </Button>
            ) : null}
            {leaf ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => trust('settings.connection.pinnedCertificate', leaf.fingerprint)}
              >
                Trust this certificate ({leaf.fingerprint.slice(0, 11)}…)
              </Button>
            ) : null}
          </Group>
        </>
      ) : null}
    </details>
  )
}

function appended(values: { settings: { connection: { caBundle: string } } }, pem: string): string {
  return (
    [values.settings.connection.caBundle.trim(), pem.trim()].filter((text) => text !== '').join('\n') + '\n'
  )
}
