import { expect, test } from 'vitest'
import { z } from 'zod'
import type { $ZodType, $ZodTypes } from 'zod/v4/core'
import { signInSettingsSchema } from './access/sign-in-settings.ts'
import type { Endpoint } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { settingsSchema } from './settings.ts'

const all = Object.entries(endpoints).map(([name, endpoint]): [string, Endpoint] => [name, endpoint])

test.each(all)('%s has a path of the API, and no other has it with the same method', (name, endpoint) => {
  expect(endpoint.path).toMatch(/^\/api(\/[a-z]+(-[a-z]+)*|\/:id)+$/)
  const shape = ({ method, path }: Endpoint) => `${method} ${path}`
  expect(all.filter(([, other]) => shape(other) === shape(endpoint)).map(([other]) => other)).toEqual([name])
})

test.each(all)('%s takes what it changes by the method that says so', (name, { method, body, ifMatch }) => {
  const reads = method === 'GET'
  if (reads) expect({ body, ifMatch }).toEqual({ body: undefined, ifMatch: undefined })
  // Leading a browser to a provider and back takes a GET.
  if (reads) expect(name).toMatch(/^(get|list)|Events$|^(overview|directorySchema|export\w+|\w*[oO]idc\w*)$/)
  else expect(name).not.toMatch(/^(get|list)[A-Z]/)
  if (method === 'DELETE') expect(body).toBeUndefined()
})

const noIds = [
  '0',
  '-1',
  '1.5',
  '',
  ' ',
  'one',
  '1;2',
  '../1',
  '1%00',
  '9007199254740993',
  '1e400',
  'NaN',
  '[1]',
]

test.each(all)('%s checks the id in its path', (_name, { path, params }) => {
  expect(params !== undefined).toBe(path.includes(':'))
  if (!params) return
  expect(params.safeParse({ id: '7' }).data).toEqual({ id: 7 })
  expect(noIds.filter((id) => params.safeParse({ id }).success)).toEqual([])
})

/** The same schemas read what is stored, of which another version may have known more. */
const stored: readonly unknown[] = [settingsSchema, signInSettingsSchema]

const isNever = (schema: $ZodType | undefined) => schema instanceof z.ZodNever

/** Objects in a schema that take keys that they do not know, by their path. */
function lenientParts(schema: $ZodType, path: string, found: string[]): string[] {
  if (stored.includes(schema)) return found
  const { def } = schema as unknown as { def: $ZodTypes['_zod']['def'] }
  const look = (part: $ZodType, step = '') => lenientParts(part, `${path}${step}`, found)
  if (def.type === 'object') {
    if (!isNever(def.catchall)) found.push(path)
    for (const [key, part] of Object.entries(def.shape)) look(part, `.${key}`)
  }
  if ('innerType' in def) look(def.innerType)
  if ('element' in def) look(def.element, '[]')
  if ('options' in def) for (const option of def.options) look(option)
  if ('valueType' in def) look(def.valueType, '{}')
  if ('in' in def) look(def.in)
  return found
}

test.each(all)('%s refuses what it does not know in a body', (_name, { body }) => {
  if (body) expect(lenientParts(body, 'body', [])).toEqual([])
})
