import type { Plan } from '@bindery/contract'
import { Button, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { countWords } from '../../components/count-words.ts'
import { send, urlOf } from '../../api/request.ts'
import { Loaded } from '../../components/loaded.tsx'
import styles from './ldif-tab.module.css'

/** Lines that are drawn; the file has all of them. */
const shown = 2_000

/** What will be sent to the directory, word for word, for the selected rows. */
export function LdifTab({ plan }: { plan: Plan }) {
  const request = { params: { id: plan.id }, query: { format: 'ldif' as const } }
  const ldif = useQuery({
    queryKey: ['exportPlan', request, plan.selectionHash],
    queryFn: async ({ signal }) => (await send('exportPlan', { ...request, signal })).text(),
  })
  return (
    <Loaded query={ldif} lines={10}>
      {(text) => {
        // The head alone is no change.
        const lines = /^dn:/m.test(text) ? text.split('\n') : []
        return (
          <section aria-label="LDIF">
            <div className={styles.head}>
              <Text size="sm" c="dimmed">
                What is sent to the directory for the selected rows, word for word (RFC 2849). Changes to your
                accounts are not LDIF; the JSON export has both sides.
              </Text>
              <Button component="a" href={urlOf('exportPlan', request)} download variant="default">
                Download LDIF
              </Button>
            </div>
            {lines.length === 0 ? (
              <Text size="sm">Nothing is sent to the directory.</Text>
            ) : (
              <Textarea
                readOnly
                aria-label="LDIF text"
                wrap="off"
                rows={Math.min(32, lines.length + 1)}
                classNames={{ input: styles.text ?? '' }}
                value={lines.slice(0, shown).join('\n')}
              />
            )}
            {lines.length > shown ? (
              <Text size="sm" mt="xs">
                and {countWords(lines.length - shown, 'more line')}, in the file.
              </Text>
            ) : null}
          </section>
        )
      }}
    </Loaded>
  )
}
