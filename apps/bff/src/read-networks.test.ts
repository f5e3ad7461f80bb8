import { expect, test } from 'vitest'
import { readNetworks } from './read-networks.ts'

test('addresses and networks, with or without spaces', () => {
  expect(readNetworks('--allow-network', '127.0.0.0/8, ::1,fe80::/10,10.0.0.5,::/0,')).toEqual([
    '127.0.0.0/8',
    '::1',
    'fe80::/10',
    '10.0.0.5',
    '::/0',
  ])
  expect(readNetworks('--allow-network', '')).toEqual([])
})

test.each([
  '10.0.0.0/33',
  '::1/129',
  '10.0.0/8',
  'localhost',
  'fe80::1%eth0',
  '10.0.0.0/',
  '/8',
  '10.0.0.5/-1',
  'loopback',
])('%s is refused by name', (text) => {
  expect(() => readNetworks('--allow-network', `10.0.0.0/8,${text}`)).toThrow(
    `"${text}" in --allow-network is neither`,
  )
})
