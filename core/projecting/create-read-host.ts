import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { Machine } from '../plugin.ts'
import type { ProjectionBoard } from './projection-board.ts'
import { shownGeneration } from './status-of.ts'
import type { Database } from '../../postgres/database.ts'
import type { ReadHost } from '../readmodel/read-host.ts'
import { viewName } from '../readmodel/read-model.ts'

interface ReadHostOptions {
  readonly database: Database
  readonly board: ProjectionBoard
  readonly clock: Clock
  readonly machine: Machine
}

/** Creates what the queries and routes of projections may use. */
export function createReadHost({ database, board, clock, machine }: ReadHostOptions): ReadHost {
  return {
    clock,
    machine,
    view(name) {
      const projection = board.find(name)
      if (shownGeneration(board.generations(), projection)?.live) return viewName(projection)
      throw new DecklogError(
        'DECKLOG_PROJECTION_REBUILDING',
        `${name} is being built from the ledger`,
        { retryAfterSeconds: 1 },
      )
    },
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      return database.query<Row>(text, values)
    },
  }
}
