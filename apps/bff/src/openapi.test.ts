import { endpoints, type Endpoint, type EndpointName } from '@bindery/contract'
import { expect, test } from 'vitest'
import { testApp } from './test-app.ts'

type Operation = {
  operationId: string
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: unknown
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>
}
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> }

test('every endpoint of the contract is registered and described', async () => {
  const { app, ask } = await testApp({})
  const document = (await ask({ url: '/api/openapi.json' })).json<Document>()
  expect(document.openapi).toBe('3.1.0')
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const endpoint: Endpoint = endpoints[name]
    expect(app.hasRoute({ method: endpoint.method, url: endpoint.path }), name).toBe(true)
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    const operation = document.paths[path]?.[endpoint.method.toLowerCase()]
    expect(operation?.operationId).toBe(name)
    expect(operation?.responses).toHaveProperty(String(endpoint.status))
    expect(operation?.responses['default']?.content).toHaveProperty(['application/problem+json'])
    expect(operation?.requestBody !== undefined, `${name} body`).toBe(endpoint.body !== undefined)
    const headers = operation?.parameters?.filter(({ in: place }) => place === 'header') ?? []
    expect(headers.map((header) => header.name)).toEqual(endpoint.ifMatch ? ['if-match'] : [])
  }
  const described = Object.values(document.paths).flatMap((methods) => Object.keys(methods))
  expect(described).toHaveLength(Object.keys(endpoints).length)
})

test('the document says what streams', async () => {
  const { ask } = await testApp({})
  const { paths } = (await ask({ url: '/api/openapi.json' })).json<Document>()
  const content = (path: string, method: string) => paths[path]?.[method]?.responses['200']?.content
  expect(content('/api/directories/test', 'post')).toHaveProperty([
    'application/x-ndjson',
    'schema',
    'properties',
  ])
  expect(content('/api/runs/{id}/events', 'get')).toHaveProperty([
    'text/event-stream',
    'schema',
    'properties',
  ])
})
