import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Decider } from '../event.ts'
import type { Host } from '../host.ts'
import { type Background, inBackground } from '../timing/loop-until.ts'
import { roles, type Settings } from '../settings.ts'
import { keepable } from '../validation/text.ts'
import type { HealthItem, HealthSource } from './health.ts'
import type { PartEvent } from './part-events.ts'

const lookEveryMs = 15_000
/** So many more looks must have found a part bad than well, or well than bad: what mends itself soon is not told, what flaps is. */
const mostLooks = 5
/** What is bad is recorded anew after so many looks, should another process of this machine have taken it for mended. */
const anewAfterLooks = 20

interface PartWatchOptions {
  readonly host: Pick<Host, 'execute'>
  readonly sources: readonly HealthSource[]
  readonly settings: Pick<Settings, 'nodeName' | 'roles'>
  readonly clock: Clock
  readonly log: Logger
}

/**
 * Creates the watch that records which parts of this process do not work as they should. Of ledger, Postgres, projections that stand
 * still, readings and checkpoints others tell.
 */
export function createPartWatch(options: PartWatchOptions): Background {
  const { host, sources, settings, clock, log } = options
  const machine = settings.nodeName
  // Another process of this machine may have what this one has not.
  const isWhole = roles.every(role => settings.roles.includes(role))
  const tallies = new Map<string, number>()
  const recorded = new Map<string, HealthItem['state']>()
  let looks = 0

  async function look(): Promise<void> {
    looks += 1
    const all = sources.flatMap(source => source.health())
    const items = all.filter(isWatched).filter(item => isNews(item.name, tally(item)))
    const parts = isWhole && recorded.size === 0 ? all.map(({ name }) => name) : 'not all'
    if (items.length > 0) await record({ machine, items, parts })
  }

  // From what it is not, it takes all looks to be what it is.
  function tally({ name, state }: HealthItem): number {
    const before = tallies.get(name) ?? (state === 'ok' ? mostLooks : 0)
    const now = state === 'ok' ? Math.max(before - 1, 0) : Math.min(before + 1, mostLooks)
    tallies.set(name, now)
    return now
  }

  function isNews(part: string, tallied: number): boolean {
    if (tallied === 0) return recorded.get(part) !== 'ok'
    if (tallied < mostLooks) return false
    return recorded.get(part) !== 'degraded' || looks % anewAfterLooks === 0
  }

  async function record(command: PartCommand): Promise<void> {
    try {
      await host.execute(partDecider, { stream: `partHealth-${machine}`, command })
      for (const { name, state } of command.items)
        recorded.set(name, state === 'ok' ? 'ok' : 'degraded')
    } catch (error) {
      log.debug({ reason: messageOf(error) }, 'How parts work could not be recorded')
    }
  }

  return inBackground(clock, lookEveryMs, look)
}

const toldByOthers = /^(ledger|postgres|plugin:[^/]+|checkpoints:.*)$/

function isWatched({ name, state }: HealthItem): boolean {
  return !toldByOthers.test(name) && !(name.startsWith('projection:') && state === 'failing')
}

interface PartCommand {
  readonly machine: string
  /** How some are found. */
  readonly items: readonly HealthItem[]
  /** All that there are: what is not among them is no more. */
  readonly parts: readonly string[] | 'not all'
}

/** Records once that a part does not work as it should, and once that it does again; its state is which do not. */
const partDecider: Decider<ReadonlySet<string>, PartCommand, PartEvent> = {
  initial: new Set(),
  evolve(broken, { type, data: { part } }) {
    if (type === 'core.PartDegraded') return new Set([...broken, part])
    return new Set([...broken].filter(one => one !== part))
  },
  decide({ machine, items, parts }, broken) {
    const gone = parts === 'not all' ? [] : [...broken].filter(part => !parts.includes(part))
    const news = items.filter(({ name, state }) => broken.has(name) === (state === 'ok'))
    return [
      ...news.map(item => eventOf(machine, item)),
      ...gone.map((part): PartEvent => ({ type: 'core.PartMended', data: { machine, part } })),
    ]
  },
}

function eventOf(machine: string, { name: part, state, reason }: HealthItem): PartEvent {
  if (state === 'ok') return { type: 'core.PartMended', data: { machine, part } }
  const why = keepable(reason ?? 'It does not tell why.', 1_000)
  return { type: 'core.PartDegraded', data: { machine, part, reason: why } }
}
