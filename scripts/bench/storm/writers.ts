import { randomUUID } from 'node:crypto'
import { v5 } from 'uuid'
import type { EventSource } from '../../../core/events/event-catalog.ts'
import type { Ledger, NewEvent } from '../../../core/ledger/ledger.ts'
import type { BuiltIn } from './built-in.ts'

const anyUuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/** Writers at work. */
export interface Writers {
  /** Ids of the events that the ledger acknowledged. */
  readonly acknowledged: ReadonlySet<string>
  /** Ends them once each has its last answer; resolves with the position of the last event. */
  stop(): Promise<bigint>
}

/** Starts writers that append examples of all events that some projection folds, each about things of its own. */
export function startWriters(ledger: Ledger, builtIn: BuiltIn, count: number): Writers {
  const acknowledged = new Set<string>()
  const examples = foldedExamples(builtIn)
  let state: 'writing' | 'stopping' = 'writing'
  let last = 0n

  async function write(_: unknown, writer: number): Promise<void> {
    for (let index = writer; state === 'writing'; index += 1) {
      const example = examples[index % examples.length]
      if (!example) return
      const event = eventOf(example, writer)
      const { position } = await ledger.append(`${example.category}-storm${writer}`, [event])
      acknowledged.add(event.id)
      if (position > last) last = position
    }
  }

  const written = Promise.all(Array.from({ length: count }, write))
  return {
    acknowledged,
    async stop() {
      state = 'stopping'
      await written
      return last
    },
  }
}

interface Example {
  readonly category: string
  readonly type: string
  readonly schemaVersion: number
  readonly data: string
}

function foldedExamples({ sources, projections }: BuiltIn): readonly Example[] {
  const folded = new Set(projections.flatMap(({ on }) => Object.keys(on)))
  return sources.flatMap(source => examplesOf(source).filter(({ type }) => folded.has(type)))
}

function examplesOf({ name, events, streams }: EventSource): readonly Example[] {
  const category = Object.keys(streams)[0] ?? name
  return Object.entries(events).map(([type, { example, schemaVersion }]) => {
    return { category, type, schemaVersion, data: JSON.stringify(example) }
  })
}

function eventOf({ type, schemaVersion, data }: Example, writer: number): NewEvent {
  const own = data.replace(anyUuid, uuid => v5(`${uuid} ${writer}`, v5.URL))
  const at = new Date().toISOString()
  return {
    id: randomUUID(),
    type,
    data: JSON.parse(own),
    metadata: { schemaVersion: String(schemaVersion), receivedAt: at, actor: 'system:storm' },
  }
}
