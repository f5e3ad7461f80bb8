import { DataError } from '../data-error.ts'

/** @throws DataError when it is no `postgres://` URL; without repeating it, for it may hold a password */
export function checkUrl(url: string): void {
  const protocol = URL.parse(url)?.protocol
  if (protocol === 'postgres:' || protocol === 'postgresql:') return
  throw new DataError(
    'DATABASE_URL is not the address of a PostgreSQL database: write postgres://user:password@host:5432/database',
  )
}
