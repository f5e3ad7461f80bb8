import { expect, test } from 'vitest'
import { mayConnect } from './may-connect.ts'

const thisMachine = ['127.0.0.1', '127.8.9.10', '0.0.0.0', '0.1.2.3', '::1', '::']
const elsewhereNever = [
  '169.254.169.254',
  '169.254.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '224.0.0.1',
  '239.255.255.250',
  '255.255.255.255',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'ff02::1',
  'fd00:ec2::254',
  'fd20:ce::254',
]
const inIpv6 = [
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:a9fe:a9fe',
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b::6464:64c8',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::1',
  '2002:a9fe:a9fe::',
  '2001:0:1:2:3:4:5:6',
]
test.each([...thisMachine, ...elsewhereNever, ...inIpv6])('%s is refused', (address) => {
  expect(mayConnect(address, [])).toBe(false)
})

test.each([
  '10.0.0.5',
  '172.16.0.1',
  '192.168.1.10',
  '100.64.0.1',
  '203.0.113.9',
  '::ffff:10.0.0.5',
  '64:ff9b::10.0.0.5',
  '2002:a00:5::1',
  'fc00::5',
  'fd12:3456::1',
  '2001:db8::1',
  '2001:4860:4860::8888',
])('a directory may be at %s', (address) => {
  expect(mayConnect(address, [])).toBe(true)
})

test('what is allowed is allowed in each of its forms, and nothing beside it', () => {
  const allowed = ['127.0.0.0/30', '::1', '169.254.7.0/24']
  for (const address of [
    '127.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::127.0.0.2',
    '2002:7f00:1::1',
    '::1',
    '169.254.7.9',
  ])
    expect(mayConnect(address, allowed), address).toBe(true)
  for (const address of ['127.0.0.4', '::ffff:127.0.0.4', '64:ff9b::127.0.0.4', '169.254.169.254', 'fe80::1'])
    expect(mayConnect(address, allowed), address).toBe(false)
  expect(mayConnect('fe80::1%2', ['fe80::/10'])).toBe(true)
})
