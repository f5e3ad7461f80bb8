import { writeNumber } from '@bindery/contract'
import { useQuery } from '@tanstack/react-query'
import { query } from '../../api/query.ts'
import { TextLink } from '../../components/links.tsx'
import { Loaded } from '../../components/loaded.tsx'
import styles from './card.module.css'
import { Card } from './card.tsx'

/** How many people and groups there are, by how they are linked. */
export function AccountsCard() {
  const overview = useQuery(query('overview', {}))
  const { data } = overview
  if (data && data.people.total + data.groups.total === 0) return null
  return (
    <Card
      title="Accounts"
      more={
        <TextLink to="/people" size="sm">
          People
        </TextLink>
      }
    >
      <Loaded query={overview} lines={4}>
        {({ people, groups }) => (
          <dl className={`${styles.facts} ${styles.numbers}`}>
            <dt>People</dt>
            <dd>{writeNumber(people.total)}</dd>
            <dt className={styles.part}>linked to an entry</dt>
            <dd>{writeNumber(people.linked)}</dd>
            <dt className={styles.part}>only in accounts</dt>
            <dd>{writeNumber(people.local)}</dd>
            <dt className={styles.part}>
              {people.held > 0 ? <TextLink to="/holds">on hold</TextLink> : 'on hold'}
            </dt>
            <dd>{writeNumber(people.held)}</dd>
            <dt>Groups</dt>
            <dd>{writeNumber(groups.total)}</dd>
            <dt className={styles.part}>linked to an entry</dt>
            <dd>{writeNumber(groups.linked)}</dd>
          </dl>
        )}
      </Loaded>
    </Card>
  )
}
