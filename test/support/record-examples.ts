import type { Recorded } from '../../core/event.ts'
import type { EventSpec } from '../../core/plugin.ts'

const firstAt = Date.parse('2026-01-01T00:00:00.000Z')
const minuteMs = 60_000
const copies = 3

/** Makes recorded events of the examples of `types`: three of each, a minute apart, all in one stream. */
export function recordExamples(
  specs: Readonly<Record<string, EventSpec>>,
  types: readonly string[],
): readonly Recorded[] {
  const events: Recorded[] = []
  for (let copy = 0; copy < copies; copy += 1)
    for (const type of types) {
      const example = specs[type]?.example
      if (example) events.push(record(type, example, events.length))
    }
  return events
}

function record(type: string, data: object, index: number): Recorded {
  const at = new Date(firstAt + index * minuteMs)
  return {
    type,
    data,
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    stream: 'example-1',
    revision: BigInt(index),
    position: BigInt(1_000 + index),
    receivedAt: at,
    recordedAt: at,
    metadata: { schemaVersion: '1', receivedAt: at.toISOString(), actor: 'system:example' },
  }
}
