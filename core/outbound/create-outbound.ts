import { connect } from 'node:net'
import { DecklogError } from '../errors.ts'
import { within } from '../timing/within.ts'
import { createAddressJudge } from './address-judge.ts'
import { connectionFailure, failed } from './failed.ts'
import { findRoute, type Route, type RouteFinder } from './find-route.ts'
import type { AddressToCheck, Connected, Failed, Outbound, OutboundConnection } from './outbound.ts'
import { parseTarget } from './parse-target.ts'
import { pinnedLookup } from './pinned-lookup.ts'
import { createResolver, type Resolve } from './resolver.ts'
import { sendRequest } from './send-request.ts'
import { showCertificate } from './show-certificate.ts'
import { createSystemResolver } from './system-resolver.ts'

const defaultTimeoutMs = 5_000
const checkMs = 1_000
const common = 'common'
const checks = 'checks'

interface OutboundParts {
  /** Ranges beside the internet that may be called, in CIDR notation. */
  readonly allow: readonly string[]
  readonly resolve?: Resolve
}

/** Creates the one way out. */
export function createOutbound({
  allow,
  resolve = createSystemResolver(),
}: OutboundParts): Outbound {
  const judge = createAddressJudge(allow)
  const finder = { judge, resolve: createResolver(resolve) }
  return {
    async check(address) {
      const problem = await findProblem(address, finder)
      if (problem) throw refused(address, problem)
    },
    request: request => {
      const { url, timeoutMs = defaultTimeoutMs, signal, source = 'api', share = common } = request
      return timed({ timeoutMs, signal }, async ending => {
        const route = await findRoute(finder, {
          ...{ url, source, share, schemes: ['http', 'https'] },
          signal: ending,
        })
        return 'outcome' in route ? route : sendRequest(route, request, ending)
      })
    },
    connect: connection => {
      const {
        url,
        timeoutMs = defaultTimeoutMs,
        signal,
        source = 'api',
        share = common,
      } = connection
      return timed({ timeoutMs, signal }, async ending => {
        const wanted = { url, source, share, schemes: ['tcp'] as const, signal: ending }
        const route = await findRoute(finder, wanted)
        if ('outcome' in route) return route
        const shows = connection.certificate === 'shown'
        return shows ? showCertificate(route, ending) : openConnection(route, connection, ending)
      })
    },
  }
}

// What cannot be resolved in time is judged when it is called.
async function findProblem(
  { url, source = 'api', share = checks, schemes }: AddressToCheck,
  { judge, resolve }: RouteFinder,
): Promise<string | undefined> {
  const target = parseTarget(url, schemes)
  if ('problem' in target) return target.problem
  if (target.kind === 'ip') return judge(target.host, source)
  const found = await within({ ms: checkMs }, signal =>
    resolve(target.host, { share, signal }),
  ).catch(() => [])
  const problems = found.map(address => judge(address, source))
  return problems.every(problem => problem !== undefined) ? problems[0] : undefined
}

function refused({ field }: AddressToCheck, problem: string): DecklogError {
  const message = `${field} ${problem}`
  return new DecklogError('DECKLOG_ADDRESS_REFUSED', message, { fields: [{ field, message }] })
}

/** Opens a TCP connection, and closes it at once unless it is to be kept. */
function openConnection(
  { target, addresses }: Route,
  { socket: after }: OutboundConnection,
  signal: AbortSignal,
): Promise<Connected | Failed> {
  return new Promise(resolve => {
    const { host, port } = target
    const socket = connect({ host, port, lookup: pinnedLookup(addresses), signal })
    socket.on('error', error => resolve(connectionFailure('connecting', error)))
    socket.once('connect', () => {
      if (after === 'kept') return resolve({ outcome: 'connected', socket })
      resolve({ outcome: 'connected' })
      socket.destroy()
    })
  })
}

interface Limits {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

const late = new Error('late')

/** Runs one call under its deadline: late is a result, and an abort of `signal` a rejection. Either way the call is ended. */
async function timed<T>(
  { timeoutMs, signal }: Limits,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<Awaited<T> | Failed> {
  try {
    return await within({ ms: timeoutMs, signal, late: () => late }, call)
  } catch (error) {
    if (error === late) return failed('timed_out')
    throw error
  }
}
