import ipaddr from 'ipaddr.js'
import { isInRange, parseAddress, type IpAddress } from './parse-address.ts'

/** What kind of address one is: of the internet, of the inside, or one that nobody has a reason to call. */
export type AddressClass =
  | { readonly reach: 'public' }
  | { readonly reach: 'inside'; readonly name: string }
  | { readonly reach: 'never'; readonly name: string }

// Some lie in ranges that may be allowed, or look like the internet's.
const metadata = [
  '169.254.0.0/16',
  '168.63.129.16/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
].map(range => ipaddr.parseCIDR(range))

const inside = new Map([
  ['loopback', 'a loopback address'],
  ['private', 'a private address'],
  ['uniqueLocal', 'a private address'],
  ['carrierGradeNat', 'an address behind a carrier’s NAT'],
])

const never = new Map([
  ['unspecified', 'the unspecified address'],
  ['broadcast', 'the broadcast address'],
  ['multicast', 'a multicast address'],
  ['linkLocal', 'a link-local address'],
  ['rfc6052', 'a NAT64 address'],
  ['rfc6145', 'a translated address'],
  ['6to4', 'a 6to4 address'],
  ['teredo', 'a Teredo address'],
])

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Classifies an IP address; an IPv4 address inside an IPv6 one is what it is itself, and what has no known use is `never`. */
export function classifyAddress(address: string): AddressClass {
  const parsed = parseAddress(address)
  if (metadata.some(range => isInRange(parsed, range)))
    return { reach: 'never', name: 'an address of a cloud’s metadata service' }
  const range = parsed.range()
  const insideName = inside.get(range)
  if (insideName) return { reach: 'inside', name: insideName }
  if (range === 'unicast' && isRouted(parsed)) return { reach: 'public' }
  return { reach: 'never', name: never.get(range) ?? 'a reserved address' }
}

function isRouted(address: IpAddress): boolean {
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast)
}
