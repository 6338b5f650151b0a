import type { AddressJudge } from './address-judge.ts'
import type { AddressSource, Failed, Scheme } from './outbound.ts'
import { failed } from './failed.ts'
import { parseTarget, type Target } from './parse-target.ts'
import type { ResolveFor, Wanted } from './resolver.ts'

/** Where a call may connect to, judged: nothing resolves the name again. */
export interface Route {
  readonly target: Target
  readonly addresses: readonly string[]
}

/** What judging needs. */
export interface RouteFinder {
  readonly judge: AddressJudge
  readonly resolve: ResolveFor
}

interface Call extends Wanted {
  readonly url: string
  readonly source: AddressSource
  readonly schemes: readonly Scheme[]
}

/** Finds the addresses of a target that may be called; one among several that may not is left out. */
export async function findRoute(
  { judge, resolve }: RouteFinder,
  { url, source, schemes, share, signal }: Call,
): Promise<Route | Failed> {
  const target = parseTarget(url, schemes)
  if ('problem' in target) return failed('address_refused', target.problem)
  const found = await addressesOf(target, { share, signal }, resolve)
  if (found.length === 0) return failed('name_unresolved')
  const judged = found.map(address => ({ address, problem: judge(address, source) }))
  const addresses = judged.filter(({ problem }) => !problem).map(({ address }) => address)
  return addresses.length > 0
    ? { target, addresses }
    : failed('address_refused', judged[0]?.problem)
}

async function addressesOf(
  { host, kind }: Target,
  wanted: Wanted,
  resolve: ResolveFor,
): Promise<readonly string[]> {
  return kind === 'ip' ? [host] : resolve(host, wanted).catch(() => [])
}
