import { isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

/** An IP address as numbers. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6

/** Reads an IP address; an IPv4 address mapped into IPv6 is the IPv4 address. */
export function parseAddress(text: string): IpAddress {
  // ipaddr.js takes ::127.0.0.1 for the mapped address, which it is not; in the URL's spelling it does not.
  return ipaddr.process(isIPv6(text) ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : text)
}

/** Tells whether an address lies in a range; ranges of the other family never hold it. */
export function isInRange(
  address: IpAddress,
  [first, bits]: readonly [IpAddress, number],
): boolean {
  return address.kind() === first.kind() && address.match(first, bits)
}
