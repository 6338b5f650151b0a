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
/** What mends itself within this is not told, nor what works for less. */
const patienceMs = 60_000

interface PartWatchOptions {
  readonly host: Pick<Host, 'execute'>
  readonly sources: readonly HealthSource[]
  readonly settings: Pick<Settings, 'nodeName' | 'roles'>
  readonly clock: Clock
  readonly log: Logger
}

/** How a part was seen by this process last, and since when. */
interface Seen {
  readonly state: 'ok' | 'degraded'
  readonly sinceMs: number
}

/**
 * Creates the watch that records which parts of this process do not work as they should. Of what fails, ledger and Postgres among
 * it, others tell: nothing could be recorded of that, or an alarm of its own is.
 */
export function createPartWatch(options: PartWatchOptions): Background {
  const { host, sources, settings, clock, log } = options
  const machine = settings.nodeName
  // Another process of this machine may have what this one has not.
  const isWhole = roles.every(role => settings.roles.includes(role))
  const seen = new Map<string, Seen>()
  const recorded = new Map<string, Seen['state']>()

  async function look(): Promise<void> {
    const found = sources.flatMap(source => source.health().filter(isWatched))
    for (const { name, state } of found) note(name, state)
    const items = found.filter(({ name }) => isNews(name))
    const parts = isWhole ? found.map(({ name }) => name) : 'not all'
    if (items.length > 0) await record({ machine, items, parts })
  }

  function note(part: string, state: HealthItem['state']): void {
    if (state === 'failing') seen.delete(part)
    else if (seen.get(part)?.state !== state)
      seen.set(part, { state, sinceMs: clock.monotonicMs() })
  }

  function isNews(part: string): boolean {
    const one = seen.get(part)
    if (one === undefined || one.state === recorded.get(part)) return false
    return clock.monotonicMs() - one.sinceMs >= patienceMs
  }

  async function record(command: PartCommand): Promise<void> {
    try {
      await host.execute(partDecider, { stream: `partHealth-${machine}`, command })
      for (const { name } of command.items) recorded.set(name, seen.get(name)?.state ?? 'ok')
    } catch (error) {
      log.debug({ reason: messageOf(error) }, 'How parts work could not be recorded')
    }
  }

  return inBackground(clock, lookEveryMs, look)
}

// The readings of a plugin, and checkpoints that go nowhere, are alarms of their own.
function isWatched({ name }: HealthItem): boolean {
  return !/^plugin:[^/]+$/.test(name) && !name.startsWith('checkpoints:')
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
