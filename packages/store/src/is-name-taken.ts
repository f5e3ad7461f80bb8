/** Whether a write failed because a living person or group has this name already. */
export function isNameTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  // SQLite names the columns of the index, PostgreSQL the index.
  if (code === 'SQLITE_CONSTRAINT_UNIQUE')
    return /\b(people\.username_key|groups\.name_key)\b/.test(error.message)
  return code === '23505' && /^(people|groups)_live_name$/.test(String(constraint))
}
