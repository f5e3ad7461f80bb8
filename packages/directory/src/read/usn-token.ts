/** How far a domain controller has come (MS-ADTS §3.1.1.1.9): the update sequence numbers of one database. */
export interface UsnMark {
  /** Of which database: a restored or new one has another, and its numbers begin anew. */
  readonly invocationId: string
  /** Of its last change. */
  readonly usn: number
  /** Generalised time by the server's clock. */
  readonly time: string
}

/** `time#usn#invocationId`: like a CSN it begins with the time, and cannot be taken for one, which has four parts. */
export const usnToken = ({ time, usn, invocationId }: UsnMark): string => `${time}#${usn}#${invocationId}`

/** The mark in a change token; null when it is none of a domain controller. */
export function parseUsnToken(token: string): UsnMark | null {
  const [, time = '', usn = '', invocationId = ''] = /^([^#\s]+)#(\d+)#([^#\s]+)$/.exec(token) ?? []
  return invocationId === '' ? null : { time, usn: Number(usn), invocationId }
}
