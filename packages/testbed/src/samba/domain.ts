/** The names of the test domain. */
export const domain = {
  realm: 'EXAMPLE.TEST',
  /** As in `EXAMPLE\user`. */
  netbios: 'EXAMPLE',
  dns: 'example.test',
  suffix: 'DC=example,DC=test',
  adminDn: 'CN=Administrator,CN=Users,DC=example,DC=test',
  adminPassword: 'Admin-secret-1',
  /** An account with the rights that an application needs and no more (docs/active-directory.md). */
  serviceDn: 'CN=Bindery,OU=services,DC=example,DC=test',
  serviceName: 'bindery@example.test',
  servicePassword: 'Service-secret-1',
} as const
