import { newEventId } from '../events/event-id.ts'
import type { NewEvent } from '../ledger/ledger.ts'
import type { PluginEvent } from './plugin-events.ts'
import type { RunnerParts } from './runner.ts'

/** Since when a plugin gives no readings, and why. */
export interface Failure {
  readonly at: Date
  readonly reason: string
}

const streamOf = (machine: string, plugin: string): string => `pluginHealth-${machine}-${plugin}`

/** What is recorded of a plugin that had failed before this process began: a restart alone mends nothing. */
export async function lastFailure(
  { ledger, catalog, machine }: Pick<RunnerParts, 'ledger' | 'catalog' | 'machine'>,
  plugin: string,
): Promise<Failure | undefined> {
  const stream = streamOf(machine.name, plugin)
  try {
    for await (const stored of ledger.read(stream, { direction: 'backwards', limit: 20 })) {
      // Nobody else appends to this stream.
      const { type, data, receivedAt } = catalog.decode(stored) as PluginEvent & {
        readonly receivedAt: Date
      }
      if (type === 'plugin.Failed') return { at: receivedAt, reason: data.reason }
      if (type === 'plugin.Recovered') return undefined
    }
  } catch {
    // A ledger that cannot be read now says nothing: the plugin begins as if nothing had been.
  }
  return undefined
}

/** Encodes what is reported of a plugin. */
export function encodeReport(
  { catalog, clock, machine }: Pick<RunnerParts, 'catalog' | 'clock' | 'machine'>,
  plugin: string,
  event: PluginEvent,
): { readonly stream: string; readonly event: NewEvent; readonly receivedAt: Date } {
  const stream = streamOf(machine.name, plugin)
  const receivedAt = clock.now()
  const actor = { kind: 'system', id: 'core' } as const
  const stamp = { id: newEventId(), host: machine.name, actor, receivedAt }
  return { stream, event: catalog.encode('plugin', { stream, event }, stamp), receivedAt }
}
