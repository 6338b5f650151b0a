import type { Database } from '../../postgres/database.ts'
import { messageOf } from '../errors.ts'
import { createTimeIndex, noteMoments } from '../history/ledger-times-store.ts'
import type { Leases } from '../leases/leases.ts'
import type { Route } from '../http/route.ts'
import type { ProjectionBoard } from '../projecting/projection-board.ts'
import { readableModel } from '../projecting/create-read-host.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import type { Settings } from '../settings.ts'
import { inBackground } from '../timing/loop-until.ts'
import { createFindMoment } from './find-moment.ts'
import { createHistoryKeeper } from './history-keeper.ts'
import { dropUnused } from './make-room.ts'
import { createPast, type Past } from './past.ts'
import { createReadPast } from './past-rows.ts'
import { createReboundRoutes, type RoutesParts } from './rebound-routes.ts'
import { createStretches } from './stretches.ts'

const tidyEveryMs = 60_000
const megabyte = 1_000_000

interface PastOptions extends Omit<RoutesParts, 'board'> {
  readonly database: Database
  readonly leases: Leases
  readonly board: Pick<ProjectionBoard, 'find' | 'generations'>
  readonly settings: Pick<Settings, 'asOfDiskMegabytes' | 'asOfMemoryMegabytes'>
}

/** Reads of the past, and what is kept for them. */
export interface OpenPast extends Past {
  /** The routes of plugins and projections, and those of core that can be asked of the past. */
  readonly routes: readonly Route[]
  start(): void
  stop(): Promise<void>
}

/** Puts together what answers reads of the past. */
export function openPast(options: PastOptions): OpenPast {
  const { services, database, leases, board, settings } = options
  const { ledger, catalog, clock, log } = services
  const maxBytes = settings.asOfDiskMegabytes * megabyte
  const keeper = createHistoryKeeper({ database, ledger, catalog, leases, log, maxBytes })
  const stretches = createStretches(ledger, settings.asOfMemoryMegabytes * megabyte)
  const readPast = createReadPast({ database, catalog, stretches, keeper })
  const times = createTimeIndex(database)
  const note = (moments: Parameters<typeof noteMoments>[1]): Promise<void> =>
    noteMoments(database, moments)
  const findMoment = createFindMoment({ ledger, times, clock, note })
  const { routes, rebindOf } = createReboundRoutes(options)
  const modelOf = (name: string): ReadModel => readableModel(board, name)
  const past = createPast({
    ...{ database, catalog, readPast, keeper, findMoment, modelOf, rebindOf },
    present: options.present,
  })
  const tidying = inBackground(clock, tidyEveryMs, () =>
    dropUnused(database).catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'Histories could not be tidied')
    }),
  )

  return {
    routes,
    handle: past.handle,
    start: tidying.start,
    async stop() {
      await Promise.all([tidying.stop(), keeper.stop()])
    },
  }
}
