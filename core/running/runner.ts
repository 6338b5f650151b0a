import type { HealthSource } from '../telemetry/health.ts'

/** One piece of a plugin's work, run until told to stop. */
export interface Runner extends HealthSource {
  /** Resolves when `signal` has aborted and the work has ended; never throws. */
  run(signal: AbortSignal): Promise<void>
}
