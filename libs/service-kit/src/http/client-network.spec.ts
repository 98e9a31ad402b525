import { clientNetwork } from './client-network.js';

it.each([
  ['an IPv4 address', '192.0.2.1', '192.0.2.1'],
  ['one that is mapped to IPv6', '::ffff:192.0.2.1', '192.0.2.1'],
  ['an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['one of the same network', '2001:0DB8:1:2::7', '2001:db8:1:2::/64'],
  ['one of the next network', '2001:db8:1:3::7', '2001:db8:1:3::/64'],
  ['a link-local one with its zone', 'fe80::1%eth0', 'fe80::/64'],
  ['no address', '', ''],
])('requests are counted for a network of one customer: %s', (_what, address, network) => {
  expect(clientNetwork(address)).toBe(network);
});
