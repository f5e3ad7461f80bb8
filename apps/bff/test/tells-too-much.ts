import { marker } from './arbitrary-of.ts'

/** What is in no answer: a secret, a place in the code or on the disk, words of the database. */
const tells = new RegExp(
  `${marker}|\\n\\s+at |file://|node_modules|\\.[jt]s:\\d|SQLITE|bindery-access-|bindery\\.sqlite|insert into|select .* from "`,
  'i',
)

/** The part of an answer that tells too much; undefined when none does. */
export function tellsTooMuch(answer: string): string | undefined {
  const told = tells.exec(answer)
  return told ? answer.slice(Math.max(0, told.index - 200), told.index + 200) : undefined
}
