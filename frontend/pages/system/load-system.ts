import { get, type Read } from '../../api/client.ts'
import { readJson } from '../../api/read-json.ts'
import { may, self } from '../../state/session.ts'
import { partsOf, type OwnPart } from '../now/own.ts'

export type ReadModel = Read<'/api/v1/projections'>['projections'][number]
export type Installed = Read<'/api/v1/plugins'>

/** The last event that the ledger has. */
export type Newest = Read<'/api/v1/events'>['events'][number]

/** Decklog itself, as it is now. */
export interface System {
  readonly parts: readonly OwnPart[]
  readonly models: readonly ReadModel[]
  readonly plugins: Installed
  /** Null when the token may not read the ledger, or nothing is in it. */
  readonly newest: Newest | null
}

/** Reads how Decklog itself is. */
export async function loadSystem(signal: AbortSignal): Promise<System> {
  const [ready, projections, plugins, newest] = await Promise.all([
    // Its answer is the same whether it is ready or not.
    fetch('/readyz', { signal, cache: 'no-store', credentials: 'omit' }),
    get('/api/v1/projections', { signal }),
    get('/api/v1/plugins', { signal }),
    may('audit') && self.value?.boards === null
      ? get('/api/v1/events', { query: { limit: 1, direction: 'backwards' }, signal })
      : null,
  ])
  return {
    parts: partsOf(readJson(await ready.text())),
    models: projections.body.projections,
    plugins: plugins.body,
    newest: newest?.body.events[0] ?? null,
  }
}
