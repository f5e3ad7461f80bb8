import { query } from '../api/query.ts'

/** Who is signed in, and whether there is anybody who can be. */
export const sessionQuery = query('getSession', {})
