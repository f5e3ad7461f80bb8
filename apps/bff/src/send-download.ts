import type { Download } from '@bindery/contract'
import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'

/** Sends a file to save, its name in plain letters and in full (RFC 6266 §4.3, RFC 8187). */
export function sendDownload(reply: FastifyReply, download: Download): FastifyReply {
  const plain = download.fileName.replaceAll(/[^\w.-]+/g, '_')
  const full = encodeURIComponent(download.fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return reply
    .type(download.mediaType)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${full}`)
    .send(Readable.from(download.content))
}
