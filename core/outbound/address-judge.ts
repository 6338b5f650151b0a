import ipaddr from 'ipaddr.js'
import { isIPv6 } from 'node:net'
import type { AddressSource } from './outbound.ts'

/** Says of an IP address what is wrong with calling it; undefined when nothing is. */
export type AddressJudge = (address: string, source: AddressSource) => string | undefined

/** Creates the judge that lets callers into the ranges of `allow`, CIDR notation, beside the internet. */
export function createAddressJudge(allow: readonly string[]): AddressJudge {
  const ranges = allow.map(range => ipaddr.parseCIDR(range))
  return (address, source) => {
    const found = classifyAddress(address)
    if (found.reach === 'public') return undefined
    if (found.reach === 'never') return `leads to ${found.name}, which is never called`
    const parsed = parseAddress(address)
    if (source === 'configuration' || ranges.some(range => isInRange(parsed, range)))
      return undefined
    return `leads to ${found.name}, which is called only when its range is in the setting outboundAllow (DECKLOG_OUTBOUND_ALLOW)`
  }
}

/** What kind of address one is: of the internet, of the inside, or one that nobody has a reason to call. */
type AddressClass =
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

/** An IP address as numbers. */
type IpAddress = ipaddr.IPv4 | ipaddr.IPv6

/** Reads an IP address; an IPv4 address mapped into IPv6 is the IPv4 address. */
function parseAddress(text: string): IpAddress {
  // ipaddr.js takes ::127.0.0.1 for the mapped address, which it is not; in the URL's spelling it does not.
  return ipaddr.process(isIPv6(text) ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : text)
}

/** Tells whether an address lies in a range; ranges of the other family never hold it. */
function isInRange(address: IpAddress, [first, bits]: readonly [IpAddress, number]): boolean {
  return address.kind() === first.kind() && address.match(first, bits)
}
