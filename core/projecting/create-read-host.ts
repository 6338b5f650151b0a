import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { Machine } from '../host.ts'
import type { Generation } from '../readmodel/generations.ts'
import type { ReadHost } from '../readmodel/read-host.ts'
import { type ReadModel, readModelOf, viewName } from '../readmodel/read-model.ts'
import type { ProjectionBoard } from './projection-board.ts'
import { shownGeneration } from './projection-status.ts'

interface ReadHostOptions {
  readonly database: Pick<Database, 'query'>
  readonly board: Pick<ProjectionBoard, 'find' | 'generations'>
  readonly clock: Clock
  readonly machine: Machine
}

/** Creates what the queries and routes of projections may use. */
export function createReadHost({ database, board, clock, machine }: ReadHostOptions): ReadHost {
  return {
    clock,
    machine,
    view: rememberViews(board),
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      return database.query<Row>(text, values)
    },
  }
}

// Every read asks, and what it is told is the same until the tables are looked at again.
function rememberViews(board: ReadHostOptions['board']): ReadHost['view'] {
  let seen: readonly Generation[] | undefined
  let views = new Map<string, string>()
  return name => {
    const generations = board.generations()
    if (generations !== seen) views = new Map()
    seen = generations
    const view = views.get(name) ?? viewName(readableModel(board, name).projection)
    views.set(name, view)
    return view
  }
}

/** The table of a projection that is read; DECKLOG_PROJECTION_REBUILDING while it is first built. */
export function readableModel(board: ReadHostOptions['board'], name: string): ReadModel {
  const projection = board.find(name)
  const shown = shownGeneration(board.generations(), projection)
  if (shown?.live) return readModelOf(projection, shown.generation)
  throw new DecklogError(
    'DECKLOG_PROJECTION_REBUILDING',
    `${name} is being built from the ledger`,
    { retryAfterSeconds: 1 },
  )
}
