import { permissions, proofAlways, rolePermissions, roles, tokenPermissions } from '@bindery/contract'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const text = readFileSync(new URL('users.md', import.meta.url), 'utf8')

/** The lines between two comments of the page. */
const between = (name: string) =>
  (new RegExp(`<!-- ${name} -->\n\n([\\s\\S]*?)\n\n<!-- /${name} -->`).exec(text)?.[1] ?? '').split('\n')

test('the table of roles is what the roles and tokens may do', () => {
  const [header, , ...rows] = between('permissions').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  expect(header?.slice(2).map((word) => word.toLowerCase())).toEqual([...roles, 'token'])
  const has = (list: readonly string[], permission: string, word: string) =>
    list.includes(permission) ? word : ''
  expect(rows.map(([permission, , ...cells]) => [permission, ...cells])).toEqual(
    permissions.map((permission) => [
      `\`${permission}\``,
      ...roles.map((role) => has(rolePermissions[role], permission, 'yes')),
      has(tokenPermissions, permission, 'may'),
    ]),
  )
})

test('everything that always asks for a fresh proof is listed', () => {
  const listed = between('proofs').map((line) => line.replace(/^- /, ''))
  expect(listed.toSorted()).toEqual([...new Set(Object.values(proofAlways))].toSorted())
})
