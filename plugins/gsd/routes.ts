import type { Host, Route } from '../../core/plugin-api.ts'
import type { GsdConfig } from './config.ts'
import type { GsdEvent } from './events.ts'
import { changeRoute, createRoute } from './requesting/run-routes.ts'
import { bypassRoute, decideRoute } from './requesting/approval-routes.ts'
import { attachRoute, withdrawRoute } from './requesting/evidence-routes.ts'
import { decisionRoute, timelineRoute } from './requesting/history-routes.ts'

/** The routes that change runs, and those that read the ledger itself: a decision of gates, and a run's timeline. */
export function routes(host: Host<GsdConfig, GsdEvent>): readonly Route[] {
  return [
    createRoute(host),
    changeRoute(host),
    decideRoute(host),
    attachRoute(host),
    withdrawRoute(host),
    bypassRoute(host),
    decisionRoute(host),
    timelineRoute(host),
  ]
}
