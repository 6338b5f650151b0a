import type { Decider } from '../../event.ts'
import { defineEvent, eventSpecs, type EventOf } from '../../events/define-event.ts'
import type { StoredEvent } from '../../ledger/ledger.ts'
import type { StreamSpec } from '../../plugin.ts'
import { list, number, record, text } from '../../shape.ts'

/** The two logs: what is kept for ever, and what expires. */
export const logNames = ['decisions', 'observations'] as const
export type LogName = (typeof logNames)[number]

const category = text('Category of the streams.', 'diskSample', schema => schema.max(200))

const scoped = defineEvent({
  type: 'core.SealingScoped',
  summary: 'Which streams are sealed, and how long what is in them is kept, as from now.',
  data: record({
    unsealed: list(
      text('Category of the streams.', 'barrier', schema => schema.max(200)),
      'Streams that keep only their newest events, and are not sealed.',
    ),
    expiring: list(
      record({
        category,
        maxAgeDays: number('For how many days it is kept.', 90, schema => schema.min(0)),
      }),
      'Streams whose events expire: they are sealed as observations, all others as decisions.',
    ),
  }),
  maxBytes: 256 * 1_024,
})

/** What is sealed, and what of it may expire. */
export type SealScope = EventOf<typeof scoped>['data']
export type SealingScoped = EventOf<typeof scoped>
export const scopeSpecs = eventSpecs(scoped)
/** The type of the event that tells it. */
export const scopeType = scoped.type
/** The stream in which it is recorded what is sealed. */
export const scopeStream = 'sealing-scope'

/** What is sealed of streams of these categories. */
export function scopeOf(streams: ReadonlyMap<string, StreamSpec>): SealScope {
  const byName = [...streams].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    unsealed: byName.flatMap(([name, { maxCount }]) => (maxCount === undefined ? [] : [name])),
    expiring: byName.flatMap(([name, { maxAgeDays, maxCount }]) =>
      maxAgeDays === undefined || maxCount !== undefined ? [] : [{ category: name, maxAgeDays }],
    ),
  }
}

/** What an event says is sealed; undefined when it says nothing of that. */
export function readScope({ stream, type, data }: StoredEvent): SealScope | undefined {
  if (stream !== scopeStream || type !== scopeType) return undefined
  const { error, value } = scoped.spec.data.validate(data)
  return error ? undefined : value
}

/** Which log an event of a stream belongs to; undefined: it is not sealed. */
export function logOf({ unsealed, expiring }: SealScope, stream: string): LogName | undefined {
  const category = categoryOf(stream)
  if (unsealed.includes(category)) return undefined
  return expiring.some(one => one.category === category) ? 'observations' : 'decisions'
}

/** The category of a stream: what comes before its first dash. */
export function categoryOf(stream: string): string {
  const dash = stream.indexOf('-')
  return dash < 0 ? stream : stream.slice(0, dash)
}

/** Records what is sealed when it is not as before. */
export const scopeDecider: Decider<SealScope | undefined, SealScope, SealingScoped> = {
  initial: undefined,
  evolve: (_state, { data }) => data,
  decide: (scope, current) =>
    JSON.stringify(scope) === JSON.stringify(current) ? [] : [{ type: scoped.type, data: scope }],
}
