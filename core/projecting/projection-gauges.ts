import { Gauge, type Registry } from 'prom-client'
import type { ProjectionStatus } from './projection-status.ts'

/** Registers how far the projections are, as this process knows it; what it does not know is not shown. */
export function registerProjectionGauges(
  registry: Registry,
  board: { status(): readonly ProjectionStatus[] },
): void {
  const register = (
    name: string,
    help: string,
    valueOf: (status: ProjectionStatus) => number | null,
  ): void => {
    const gauge = new Gauge({
      name: `decklog_projection_${name}`,
      help,
      labelNames: ['projection'],
      registers: [registry],
      collect() {
        gauge.reset()
        for (const status of board.status()) {
          const value = valueOf(status)
          if (value !== null) gauge.set({ projection: status.name }, value)
        }
      },
    })
  }
  register('lag_events', 'Events that wait for a projection.', status => status.lagEvents)
  register('lag_seconds', 'Age of the oldest event that waits.', status => status.lagSeconds)
  register('parked_events', 'Events that were set aside.', status => status.parked)
}
