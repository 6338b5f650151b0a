import { tmpdir } from 'node:os'
import { loadSettings } from '../../../core/config/config.ts'
import { coreEventSources } from '../../../core/events/core-events.ts'
import type { EventSource } from '../../../core/events/event-catalog.ts'
import { loadInstallation } from '../../../core/loading/load-installation.ts'
import type { Projection } from '../../../core/projection.ts'

/** Everything that comes with Decklog: who declares events, beside core, and all projections. */
export interface BuiltIn {
  readonly sources: readonly EventSource[]
  readonly projections: readonly Projection[]
}

/** Loads plugins and projections as a Decklog without configuration does. */
export async function loadBuiltIn(): Promise<BuiltIn> {
  const loaded = await loadSettings({ env: {}, cwd: tmpdir() })
  const { sources, projections } = await loadInstallation(loaded)
  return {
    sources: sources.filter(source => !coreEventSources.some(({ name }) => name === source.name)),
    projections: projections.map(one => one.projection),
  }
}
