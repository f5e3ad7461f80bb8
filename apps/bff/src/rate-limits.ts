import type { EndpointName } from '@bindery/contract'

/**
 * Requests a minute from one address, where less than usual: to endpoints that take a password or a code, and to those
 * that reach a server which the request, or somebody who is not signed in, chooses.
 */
export const rateLimits: Partial<Record<EndpointName, number>> = {
  signIn: 10,
  readSetUp: 10,
  setUp: 10,
  prove: 10,
  readInvitation: 10,
  acceptInvitation: 10,
  changePassword: 10,
  confirmTotp: 10,
  startOidc: 30,
  startOidcProof: 30,
  oidcCallback: 30,
  testConnection: 30,
  // The console asks by itself while somebody types a mapping.
  samplePerson: 60,
  draftSchemaSummary: 30,
  measureImpact: 30,
}
