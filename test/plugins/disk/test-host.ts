import type { Clock } from '../../../core/clock.ts'
import type { Recorded } from '../../../core/event.ts'
import type { Host } from '../../../core/host.ts'
import type { ReadOptions } from '../../../core/ledger/ledger.ts'
import type { DiskConfig } from '../../../plugins/disk/config.ts'
import type { DiskEvent } from '../../../plugins/disk/events.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { closedOutbound } from '../../support/closed-outbound.ts'
import { silentLog } from '../../support/silent-log.ts'
import { configured } from './defaults.ts'

type DiskHost = Host<DiskConfig, DiskEvent>

export interface HostParts {
  readonly config?: object
  readonly clock?: Clock
  readonly root?: string
  /** What the ledger has, by stream. */
  readonly streams?: Readonly<Record<string, readonly Recorded<DiskEvent>[]>>
  readonly rows?: readonly object[]
  /** Rows of `disk-mounts`. */
  readonly lists?: readonly object[]
}

/** A host over a few events and rows, for what a plugin only reads with. Whatever appends is tested over a real ledger. */
export function createTestHost(parts: HostParts = {}): DiskHost {
  const rows = (parts.rows ?? []).map((row, n) => ({ _key: String(n), ...row }))
  const found = async <Row extends object>(projection: string) => ({
    rows: (projection === 'disk-mounts' ? lists : rows) as unknown as (Row & { _key: string })[],
    position: 7n,
  })
  const lists = (parts.lists ?? []).map((row, n) => ({ _key: String(n), ...row }))
  return {
    config: configured(parts.config),
    log: silentLog,
    clock: parts.clock ?? createFakeClock('2026-01-01T12:00:00.000Z'),
    machine: { name: 'web-1', root: parts.root ?? '/' },
    outbound: closedOutbound,
    alarms: [],
    read: (stream, options) => read(parts.streams?.[stream] ?? [], options),
    gate: () => Promise.reject(new Error('no gate is asked here')),
    observe: () => Promise.reject(new Error('nothing is observed here')),
    execute: () => Promise.reject(new Error('nothing is executed here')),
    isHeld: () => false,
    silences: async () => [],
    healables: () => [],
    forgetMachine: () => Promise.reject(new Error('nothing is forgotten here')),
    rows: found,
    all: found,
  }
}

async function* read(
  events: readonly Recorded<DiskEvent>[],
  { direction = 'forwards', from, limit = Infinity }: ReadOptions = {},
): AsyncGenerator<Recorded<DiskEvent>> {
  const wanted =
    direction === 'forwards'
      ? events.filter(event => event.revision >= (from ?? 0n))
      : events.filter(event => event.revision <= (from ?? event.revision)).reverse()
  yield* wanted.slice(0, limit)
}
