import { readFile, writeFile } from 'node:fs/promises'
import { profileFile } from './profile.ts'
import { readResults, type Results } from './results.ts'
import { sizeNames } from './sizes.ts'
import { root } from './start-server.ts'
import { writeMarkdownTable } from './table.ts'

const document = `${root}docs/performance.md`
const [begin, end] = ['<!-- results -->', '<!-- end of results -->']
const stores = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

/** Writes the last results of every size and store, and the last profiles, between the marks of docs/performance.md. */
export async function writeDocs(): Promise<void> {
  const parts: string[] = []
  for (const size of sizeNames)
    for (const store of ['sqlite', 'postgres'] as const) {
      const results = await readResults(size, store)
      if (results !== null) parts.push(describeResults(results))
    }
  // The largest company tells most.
  for (const size of sizeNames.toReversed()) {
    const profile = await readFile(profileFile(size), 'utf8').catch(() => null)
    if (profile === null) continue
    parts.push(`## Where the time goes, ${size}\n\n\`\`\`text\n${profile.trimEnd()}\n\`\`\`\n`)
    break
  }
  const text = await readFile(document, 'utf8')
  await writeFile(document, replaceBetween(text, parts.join('\n')))
}

/** The text with what is between the marks replaced. Throws when it has no marks. */
export function replaceBetween(text: string, between: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`There must be ${begin} and after it ${end}`)
  return `${text.slice(0, from + begin.length)}\n\n${between}\n${text.slice(to)}`
}

function describeResults({ at, machine, size, company, store, figures }: Results): string {
  const { processor, cores, gigabytes, system, node, slapd } = machine
  const number = (value: number) => value.toLocaleString('en')
  return [
    `## ${size} on ${stores[store]}`,
    '',
    `${number(company.people)} people, ${number(company.groups)} groups, ${number(company.memberships)} memberships. ` +
      `${at.slice(0, 10)}, ${processor}, ${cores} cores, ${gigabytes} GB, ${system}, Node ${node.slice(1)}, slapd ${slapd}.`,
    '',
    writeMarkdownTable(figures),
  ].join('\n')
}
