import { bind } from '../connect/bind.ts'
import { describeServer, whoAmI } from '../connect/describe-server.ts'
import { createDirectory } from '../session.ts'
import { required, type ProbeRun, type StepOutcome } from './probe-types.ts'

/** Does the server take us for who we say? */
export async function authenticate(run: ProbeRun): Promise<StepOutcome> {
  const wire = required(run.wire)
  await bind(wire, run.options)
  const asked = await whoAmI(wire)
  const identity = asked === '' ? run.options.connection.bindDn : asked
  return { state: 'ok', summary: `Bound as ${identity}.`, details: [{ label: 'Bound as', value: identity }] }
}

/** What kind of server is it, and what does it serve? */
export async function describeRoot(run: ProbeRun): Promise<StepOutcome> {
  const { address } = required(run.reached)
  const wire = required(run.wire)
  const server = await describeServer(wire, run.options, address.url)
  run.directory = createDirectory(wire, server, run.options.connection.pageSize)
  const { assertion, postRead, paging } = server.supports
  const served = [
    ...(paging ? ['paged results'] : []),
    ...(assertion ? ['assertion'] : []),
    ...(postRead ? ['post-read'] : []),
  ]
  return {
    state: 'ok',
    summary: `${server.vendor}; entries are known by ${server.stableIdAttribute}.`,
    details: [
      { label: 'Vendor', value: server.vendor },
      ...server.namingContexts.map((value) => ({ label: 'Naming context', value })),
      { label: 'Stable id', value: server.stableIdAttribute },
      { label: 'Controls', value: served.join(', ') || 'none of those Bindery uses' },
    ],
  }
}
