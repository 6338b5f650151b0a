import { jsonEvent, type JSONEventData } from '@eventstore/db-client'

/** Begins the types of the events that benchmarks of the ledger write. */
export const benchPrefix = 'LedgerBench.'

/** An event as a guard would write it, of about 400 bytes; `kind` ends its type. */
export function benchEvent(index: number, kind = 'Sampled'): JSONEventData {
  return jsonEvent({
    type: benchPrefix + kind,
    data: {
      mount: `/srv/volume-${index % 48}`,
      filesystem: 'ext4',
      sizeBytes: 960_197_124_096,
      usedBytes: 412_000_000_000 + index * 4_096,
      availableBytes: 499_316_506_624 - index * 4_096,
      inodesUsedPercent: index % 90,
      severity: index % 97 === 0 ? 'warning' : 'ok',
      note: 'read within the deadline',
      labels: ['production', `rack-${index % 12}`],
    },
    metadata: {
      actor: 'system:bench',
      host: `host-${index % 40}`,
      schemaVersion: '1',
      receivedAt: '2026-01-01T00:00:00.000Z',
    },
  })
}

/** Several of them, as one append takes them. */
export function benchEvents(count: number, from: number): JSONEventData[] {
  return Array.from({ length: count }, (_, i) => benchEvent(from + i))
}
