import ipaddr from 'ipaddr.js';

/** What a provider gives to one customer (RFC 6177): its host may use any address of it. */
const IPV6_PREFIX_BITS = 64;

/**
 * Whom the requests of an address are counted for: an IPv4 address, also one that is mapped to IPv6 (RFC 4291, 2.5.5.2), or
 * the /64 network of an IPv6 one.
 * @param address as Node names the remote end of a socket; what is no address stands for itself
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  delete parsed.zoneId;
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_PREFIX_BITS}`);
  return `${network.toString()}/${IPV6_PREFIX_BITS}`;
}
