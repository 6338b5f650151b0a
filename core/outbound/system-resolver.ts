import { lookup, Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { codeOf } from '../errors.ts'
import { within } from '../timing/within.ts'
import type { Resolve } from './resolver.ts'

interface SystemParts {
  /** Default: those of this machine. */
  readonly servers?: readonly string[]
  readonly hostsFile?: string
  readonly resolverFile?: string
  /** Asks whatever else this machine has: it holds a thread that files need, and cannot be ended. */
  readonly askSystem?: (name: string) => Promise<readonly string[]>
}

/**
 * Creates what resolves names as this machine does: its hosts file, then its name servers, whose silence holds no thread and ends
 * with the signal. What they do not know the system itself is asked for, one name at a time.
 */
export function createSystemResolver(parts: SystemParts = {}): Resolve {
  const { hostsFile = '/etc/hosts', resolverFile = '/etc/resolv.conf' } = parts
  const askSystem = oneAtATime(parts.askSystem ?? systemLookup)
  return async (name, signal) => {
    const local = addressesIn(await textOf(hostsFile), name)
    if (local.length > 0) return local
    const search = readSearch(await textOf(resolverFile))
    for (const candidate of candidatesOf(name, search)) {
      const found = await askServers(candidate, signal, parts.servers)
      if (found.length > 0) return found
    }
    return askSystem(name)
  }
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}

/** The addresses that a hosts file gives a name. */
export function addressesIn(hosts: string, name: string): readonly string[] {
  const wanted = name.toLowerCase()
  return hosts.split('\n').flatMap(line => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    const isMeant = names.some(one => one.toLowerCase() === wanted)
    return isMeant && isIP(address) !== 0 ? [address] : []
  })
}

/** How names without dots are completed. */
export interface Search {
  readonly domains: readonly string[]
  readonly ndots: number
}

/** Reads how names are completed from a resolv.conf: the last of its lines counts, as in the C library. */
export function readSearch(text: string): Search {
  const lines = text.split('\n').map(line => line.trim().split(/\s+/))
  const domains = lines.findLast(([key]) => key === 'search' || key === 'domain')?.slice(1) ?? []
  const options = lines.filter(([key]) => key === 'options').flatMap(([, ...words]) => words)
  const ndots = options.findLast(option => /^ndots:\d+$/.test(option))?.slice('ndots:'.length)
  return { domains: domains.slice(0, 6), ndots: Math.min(Number(ndots ?? 1), 15) }
}

/** What is asked for in turn. */
export function candidatesOf(name: string, { domains, ndots }: Search): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)]
  const completed = domains.map(domain => `${name}.${domain}`)
  const dots = name.split('.').length - 1
  return dots >= ndots ? [name, ...completed] : [...completed, name]
}

const tryMs = 2_000
const graceMs = 250

async function askServers(
  name: string,
  signal: AbortSignal,
  servers: readonly string[] | undefined,
): Promise<readonly string[]> {
  signal.throwIfAborted()
  const resolver = new Resolver({ timeout: tryMs, tries: 2 })
  if (servers) resolver.setServers(servers)
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const answers = await bothFamilies(resolver, name)
    signal.throwIfAborted()
    const found = answers.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
    const silence = answers.find(one => one.status === 'rejected' && isSilence(one.reason))
    if (found.length === 0 && silence?.status === 'rejected') throw silence.reason
    return found
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

// Some name servers keep silent about the family that they do not know.
async function bothFamilies(
  resolver: Resolver,
  name: string,
): Promise<readonly PromiseSettledResult<string[]>[]> {
  const queries = [resolver.resolve4(name), resolver.resolve6(name)]
  const all = Promise.allSettled(queries)
  const enough = Promise.any(queries).then(() => within({ ms: graceMs }, () => all))
  enough.catch(() => resolver.cancel())
  return all
}

function isSilence(reason: unknown): boolean {
  return ['ETIMEOUT', 'ECANCELLED'].includes(codeOf(reason) ?? '')
}

async function systemLookup(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address)
}

// Of libuv's four threads it may hold one, however silent what it asks.
function oneAtATime(ask: (name: string) => Promise<readonly string[]>): typeof ask {
  let state: 'free' | 'busy' = 'free'
  return async name => {
    if (state === 'busy') return []
    state = 'busy'
    try {
      return await ask(name)
    } finally {
      state = 'free'
    }
  }
}
