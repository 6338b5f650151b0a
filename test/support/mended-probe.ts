import type { Probe } from './probe.ts'

/** The same probe with a fold that takes every reading: a bad one as if it were good. */
export function mended(probe: Probe): Probe {
  const { projection } = probe
  const fold = projection.on[probe.type]
  const on: typeof projection.on = {
    [probe.type]: (row, event, key) => {
      const { reading } = event.data
      const taken = { ...event, data: { ...event.data, reading: Math.abs(reading) } }
      return fold?.(row, taken, key) ?? null
    },
  }
  return { ...probe, projection: { ...projection, on } }
}
