import { endpoints } from '@bindery/contract'
import type { RunningServer, Slapd } from '@bindery/testbed'
import { expect } from '@playwright/test'
import { ask } from './api.ts'

/** Every write the directory has seen since it started: its own access log tells. */
export async function writesTo(slapd: Slapd): Promise<number> {
  return (await slapd.search(['-b', 'cn=accesslog', '(objectClass=auditWriteObject)', 'reqType'])).length
}

/** Neither side was written: no write reached the directory, and there is no account. */
export async function expectNothingWritten(slapd: Slapd, bindery: RunningServer): Promise<void> {
  expect(await writesTo(slapd)).toBe(0)
  expect((await ask(bindery.url, endpoints.listPeople)).total).toBe(0)
  expect((await ask(bindery.url, endpoints.listGroups)).total).toBe(0)
}
