import ipaddr from 'ipaddr.js'
import { classifyAddress } from './classify-address.ts'
import type { AddressSource } from './outbound.ts'
import { isInRange, parseAddress } from './parse-address.ts'

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
