import { isIP } from 'node:net'
import { StartError } from './start-error.ts'

/**
 * Reads addresses and CIDR networks, separated by commas.
 * @param option what they were given by, for the message
 * @throws StartError naming the first that is neither
 */
export function readNetworks(option: string, text: string): string[] {
  const networks = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  for (const network of networks)
    if (!isNetwork(network))
      throw new StartError(
        `"${network}" in ${option} is neither an address nor a network: give them like 10.0.0.5 or 10.0.0.0/8` +
          ' or fd00::/8, separated by commas',
      )
  return networks
}

function isNetwork(text: string): boolean {
  const [, address = '', length] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? []
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return Number(length ?? 0) <= bits
}
