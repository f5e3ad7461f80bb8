import { z } from 'zod'
import type { Endpoint } from '../endpoint.ts'
import { pageOf, pageQuerySchema } from '../subject.ts'
import { auditEntrySchema, auditFilterSchema } from './audit.ts'

export const auditEndpoints = {
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    summary: 'Who did what, newest first',
    query: pageQuerySchema.extend(auditFilterSchema.shape),
    status: 200,
    response: pageOf(auditEntrySchema),
  },
  exportAudit: {
    method: 'GET',
    path: '/api/audit/export',
    summary: 'Who did what as a file: CSV, or a line of JSON for each entry',
    query: auditFilterSchema.extend({ format: z.enum(['csv', 'ndjson']) }),
    status: 200,
    download: true,
  },
} as const satisfies Record<string, Endpoint>
