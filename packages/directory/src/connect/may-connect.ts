import { BlockList, isIP } from 'node:net'

/** Where no directory lives, but what a server must not be made to ask for somebody else: this machine, its link, its cloud. */
const refusedNetworks = [
  // This network, loopback, link-local (clouds tell their secrets at 169.254.169.254), multicast, reserved, broadcast.
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Metadata services elsewhere: Alibaba's, Oracle's of old, the agent of Azure.
  '100.100.100.200/32',
  '192.0.0.192/32',
  '168.63.129.16/32',
  // Unspecified and loopback, link-local, site-local of old, multicast.
  '::/127',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
  // Metadata services of Amazon and Google.
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
  // What hides an IPv4 address in ways that differ from network to network: Teredo (RFC 4380), local NAT64 (RFC 8215).
  '2001::/32',
  '64:ff9b:1::/48',
]

/** How an IPv6 address may hold an IPv4 one at its end: mapped, which a BlockList sees through itself, is not among them. */
const embeddings = ['::', '::ffff:0:', '64:ff9b::']

const refused = listOf(refusedNetworks)

/**
 * Whether a directory may be at an IP address: anywhere but on this machine, its link, multicast and metadata services,
 * in whichever form the address is written; there too if it is in one of the allowed networks.
 * @param allowed addresses or CIDR networks
 */
export function mayConnect(address: string, allowed: readonly string[]): boolean {
  // A scoped address (RFC 4007 §11) is judged without its zone.
  const [plain = ''] = address.split('%')
  const family = familyOf(plain)
  return listOf(allowed).check(plain, family) || !refused.check(plain, family)
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

/** The list also holds the IPv6 forms of its IPv4 networks. */
function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [base = '', length] = network.split('/')
    const family = familyOf(base)
    const prefix = length === undefined ? (family === 'ipv6' ? 128 : 32) : Number(length)
    list.addSubnet(base, prefix, family)
    if (family === 'ipv6') continue
    for (const before of embeddings) list.addSubnet(`${before}${base}`, 96 + prefix, 'ipv6')
    // 6to4 (RFC 3056 §2) holds it in the middle.
    list.addSubnet(`2002:${hexOf(base)}::`, 16 + prefix, 'ipv6')
  }
  return list
}

function hexOf(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number)
  return [a * 256 + b, c * 256 + d].map((part) => part.toString(16)).join(':')
}
