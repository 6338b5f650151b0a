import { isIP, type LookupFunction } from 'node:net'

/** A look-up that answers the addresses that were judged, so that a name cannot lead elsewhere a moment later. */
export function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const found = addresses.map(address => ({ address, family: isIP(address) }))
  return (_name, { all }, answer) => {
    const [first] = found
    if (all === true) answer(null, found)
    else answer(null, first?.address ?? '', first?.family)
  }
}
