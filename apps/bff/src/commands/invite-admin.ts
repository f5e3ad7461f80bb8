import { invitationPath } from '@bindery/contract'
import { inviteAdmin as invite } from '@bindery/engine'
import { originOf } from '../listen.ts'
import type { Command } from './command.ts'

/** Lets an admin into an installation that nobody gets into any more. */
export const inviteAdmin: Command = {
  summary: 'makes a link by which an admin gets in again, or a new one; stop the server first',
  argument: '[username]',
  async run(options, argument) {
    const { username, was, token, expiresAt } = await invite(options, argument)
    const { host, port, tls, publicUrl = originOf(tls ? 'https' : 'http', host, port) } = options
    // After the #, so that it gets into no log and no Referer header.
    process.stdout.write(
      (was === null ? `${username} was added as a new admin.\n` : '') +
        (was !== null && was !== 'admin' ? `${username} was ${was} and is an admin now.\n` : '') +
        `${username} chooses a password at ${publicUrl}${invitationPath}#${token}\n` +
        `Start Bindery again and open it: it works once, until ${expiresAt}, and takes an authenticator app away.\n`,
    )
  },
}
