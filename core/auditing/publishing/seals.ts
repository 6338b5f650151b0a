import { createSealer } from '../sealing/sealer.ts'
import type { HealthSource } from '../../telemetry/health.ts'
import { createPublisher } from './publisher.ts'

type SealsParts = Parameters<typeof createSealer>[0] & Parameters<typeof createPublisher>[0]

/** What seals the ledger and brings the checkpoints elsewhere. */
export interface Seals extends HealthSource {
  start(): void
  stop(): Promise<void>
}

/** Creates both, of which nothing runs where sealing is switched off. */
export function createSeals(parts: SealsParts): Seals {
  const [sealer, publisher] = [createSealer(parts), createPublisher(parts)]
  return {
    start() {
      sealer.start()
      publisher.start()
    },
    async stop() {
      await Promise.all([sealer.stop(), publisher.stop()])
    },
    health: () => [...sealer.health(), ...publisher.health()],
  }
}
