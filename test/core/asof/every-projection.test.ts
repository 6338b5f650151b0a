import { randomUUID } from 'node:crypto'
import t from 'tap'
import { v5 } from 'uuid'
import { loadSettings } from '../../../core/config/config.ts'
import { coreEventSources } from '../../../core/events/core-events.ts'
import type { EventCatalog } from '../../../core/events/event-catalog.ts'
import type { StoredEvent } from '../../../core/ledger/ledger.ts'
import { loadInstallation } from '../../../core/loading/load-installation.ts'
import { foldEvent } from '../../../core/projecting/fold.ts'
import type { Projection } from '../../../core/projection.ts'
import { columnsOf } from '../../../core/readmodel/read-model.ts'
import { encodeValue } from '../../../core/readmodel/row-codec.ts'
import { createRandom } from '../../../scripts/random.ts'
import { openPastOf } from '../../support/past.ts'
import { rounds } from '../../support/rounds.ts'
import { prepareReadSide, startReadSide } from '../../support/read-side.ts'

// What somebody asked for as of a moment is what a ledger would give that had been cut there, for every projection there is.

const eventCount = rounds(1_500, 3_000)
const momentCount = rounds(6, 12)
const entities = 4
const ids = '3b0f5b0c-7f6e-4d0f-8f7e-0c5a3a0c9d11'
const random = createRandom(20_260_224)
const pick = (count: number): number => Math.floor(random() * count)

const loaded = await loadSettings({ cwd: t.testdir(), env: {} })
const { sources, projections: discovered } = await loadInstallation(loaded)
const projections = discovered.map(one => one.projection)
const ofCore = coreEventSources.map(({ name }) => name)
const declared = sources.filter(({ name }) => !ofCore.includes(name))
const plugins = declared.filter(
  ({ name, events }) => name !== 'access' && Object.keys(events).length > 0,
)

/** An example with other ids, times and numbers: one of a few entities of each kind. */
function vary(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.map(one => vary(one, field))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, vary(one, key)]))
  if (typeof value === 'number') return random() < 0.5 ? value : Math.round(value * 2 * random())
  if (typeof value === 'boolean') return random() < 0.5
  if (typeof value !== 'string') return value
  if (/^[0-9a-f]{8}-/.test(value)) return v5(`${field} ${pick(entities)}`, ids)
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return timeOf(pick(eventCount)).toISOString()
  return value
}

function timeOf(index: number): Date {
  return new Date(Date.UTC(2026, 1, 24) + index * 60_000)
}

function eventAt(index: number) {
  const { name, events } = plugins[pick(plugins.length)] ?? plugins[0]!
  const specs = Object.entries(events)
  const [type, spec] = specs[pick(specs.length)] ?? specs[0]!
  const at = timeOf(index).toISOString()
  return {
    id: randomUUID(),
    type,
    data: Object(vary(spec.example)),
    metadata: {
      ...{ schemaVersion: String(spec.schemaVersion), receivedAt: at, occurredAt: at },
      ...{ actor: 'person:ann', plugin: name, host: 'web01' },
    },
  }
}

/** The rows that a ledger makes which ends at a position. */
function cutAt(
  projection: Projection,
  events: readonly StoredEvent[],
  { catalog, position }: { readonly catalog: EventCatalog; readonly position: bigint },
): ReadonlyMap<string, object> {
  const rows = new Map<string, object>()
  const stuck = new Set<string>()
  for (const stored of events) {
    if (stored.position > position) break
    if (!Object.hasOwn(projection.on, stored.type)) continue
    const event = catalog.decode(stored)
    for (const key of new Set(projection.keys(event))) {
      if (stuck.has(key)) continue
      try {
        const row = foldEvent(projection, key, rows.get(key), event)
        if (row) rows.set(key, row)
        else rows.delete(key)
      } catch {
        stuck.add(key)
      }
    }
  }
  return rows
}

/** Rows as Postgres keeps them, so that what was folded and what was read compare. */
function plain(projection: Projection, rows: ReadonlyMap<string, object>): object {
  const columns = columnsOf(projection)
  const texts = [...rows].map(([key, row]) => [
    key,
    columns.map(([name, type]) => {
      const text = encodeValue(type, Reflect.get(row, name))
      return type.startsWith('json') && text !== null ? JSON.parse(text) : text
    }),
  ])
  return Object.fromEntries(texts.sort())
}

const ground = await prepareReadSide(t)
const side = await startReadSide(t, { ...ground, projections, sources: declared })
const past = openPastOf(t, side, { apart: { least: 50, most: 200 } })
for (let from = 0; from < eventCount; from += 100)
  await side.ledger.append(
    `everything-${from % 3}`,
    Array.from({ length: 100 }, (_, index) => eventAt(from + index)),
  )
const events: StoredEvent[] = []
for await (const event of side.ledger.readAll()) events.push(event)
const last = events.at(-1)?.position ?? 0n
const moments = Array.from(
  { length: momentCount },
  () => events[pick(events.length)]?.position ?? 0n,
)

for (const projection of projections)
  t.test(`${projection.name} is as it was`, async t => {
    const { name } = projection
    const model = past.modelOf(name)
    // Half of them before anything is kept, and half from what is kept then.
    for (const [index, position] of [...moments, last].entries()) {
      if (index === momentCount / 2) await past.keeper.extend(model, last)
      const expected = cutAt(projection, events, { catalog: side.catalog, position })
      const found = await past.rowsAt(name, position)
      t.strictSame(plain(projection, found), plain(projection, expected), `at ${position}`)
    }
  })
