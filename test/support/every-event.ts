import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { loadSettings } from '../../core/config/config.ts'
import type { Recorded } from '../../core/event.ts'
import { createEventCatalog } from '../../core/events/event-catalog.ts'
import type { Installation } from '../../core/loading/installation.ts'
import { loadInstallation } from '../../core/loading/load-installation.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import { foldEvents } from '../../core/projecting/fold.ts'
import type { Teardown } from './postgres.ts'
import { silentLog } from './silent-log.ts'

const firstAt = Date.parse('2026-01-01T00:00:00.000Z')

/** Everything that is built in, as its own settings have it. */
export async function loadEverything(): Promise<Installation> {
  return loadInstallation(await loadSettings({ env: {}, cwd: '/' }))
}

/** Writes the examples of every event of all that is built in, twice, in turns, into streams of their owners; answers how many. */
export async function writeEveryEvent(
  t: Teardown,
  url: string,
  { sources }: Installation,
): Promise<number> {
  const client = EventStoreDBClient.connectionString(url)
  t.teardown(() => client.dispose())
  let written = 0
  for (let round = 0; round < 2; round += 1)
    for (const { name, events, streams } of sources)
      for (const [type, { example, schemaVersion }] of Object.entries(events))
        for (const category of Object.keys(streams).slice(0, 1)) {
          const at = new Date(firstAt + written * 60_000).toISOString()
          const metadata = {
            ...{ plugin: name, actor: 'person:ann', schemaVersion: String(schemaVersion) },
            ...{ occurredAt: at, receivedAt: at },
          }
          await client.appendToStream(
            `${category}-example`,
            jsonEvent({ type, data: example as never, metadata }),
          )
          written += 1
        }
  return written
}

/** The rows of every read model, folded from a ledger, without what tells a place in it. */
export async function foldEverything(
  t: Teardown,
  url: string,
  { sources, projections }: Installation,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const ledger = createLedger({ url, log: silentLog })
  t.teardown(() => ledger.close())
  const { decode } = createEventCatalog(sources)
  const events: Recorded[] = []
  const known = new Set(sources.flatMap(source => Object.keys(source.events)))
  // Other programs write to the ledger too.
  for await (const stored of ledger.readAll())
    if (known.has(stored.type)) events.push(decode(stored))
  return new Map(
    projections.map(({ projection }) => {
      const concerned = events.filter(({ type }) => type in projection.on)
      return [projection.name, [...foldEvents(projection, concerned)].map(withoutPlaces)]
    }),
  )
}

// Positions and revisions are the ledger's own.
function withoutPlaces([key, row]: readonly [string, object]): unknown {
  const kept = Object.entries(row).filter(([column]) => !/(^|_)(position|revision)$/.test(column))
  return [key, Object.fromEntries(kept)]
}
