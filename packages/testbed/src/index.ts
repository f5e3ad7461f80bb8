export { startSlapd, type Slapd, type SlapdOptions } from './slapd/start-slapd.ts'
export { sharedPostgres, type Databases } from './postgres/databases.ts'
export { startPostgres, type Postgres } from './postgres/start-postgres.ts'
export { startSamba, type Samba } from './samba/start-samba.ts'
export { type SlapdLoad } from './slapd/prepare-data.ts'
export {
  certificateAuthority,
  clientCertificate,
  foreignAuthorityPem,
  serverCertificate,
  type KeyPair,
  type ServerCertificateKind,
} from './slapd/certificates.ts'
export { type SlapdTools } from './slapd/ldap-tools.ts'
export { sampleCompany, type SampleCompany } from './company/sample-company.ts'
export { sampleAccounts, type SampleAccount, type SampleAccountGroup } from './company/sample-accounts.ts'
export { generateEntries, writeCompany, type CompanySize } from './company/write-company.ts'
export { parseLdif, writeLdifEntry, type LdifEntry } from './ldif.ts'
export { startFakeServer, type FakeServer, type FakeServerScript } from './fake-server/start-fake-server.ts'
export { type FakePage } from './fake-server/answer-search.ts'
export { type FakeRequest, type FakeSearchRequest } from './fake-server/read-request.ts'
export { type FakeEntry } from './fake-server/write-response.ts'
export { startFakeDns, type FakeDns } from './fake-server/start-fake-dns.ts'
export { startBusyProxy, type ArrivingWrite, type BusyProxyOptions } from './fake-server/start-busy-proxy.ts'
export { startFaultProxy, type FaultProxy } from './fake-server/start-fault-proxy.ts'
export { startDelayProxy, type DelayProxy } from './fake-server/start-delay-proxy.ts'
export { buildConsoleIfStale } from './console/build-console.ts'
export { draftFor, seedAccounts } from './demo/seed-demo.ts'
export { adminHeaders, makeAdmin, type Admin } from './demo/make-admin.ts'
export { setUpLink, startNewServer, startServer, type RunningServer } from './demo/start-server.ts'
export { freePort } from './process/free-port.ts'
export { startOidcProvider, type OidcProvider } from './oidc/start-oidc-provider.ts'
