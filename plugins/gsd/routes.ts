import type { Route } from '../../core/http/route.ts'
import type { Host } from '../../core/plugin.ts'
import type { GsdConfig } from './config.ts'
import type { GsdEvent } from './events.ts'
import { bypassRoute } from './requesting/bypass-route.ts'
import { changeRoute } from './requesting/change-route.ts'
import { createRoute } from './requesting/create-route.ts'
import { decideRoute } from './requesting/decide-route.ts'
import { decisionRoute } from './requesting/decision-route.ts'
import { attachRoute, withdrawRoute } from './requesting/evidence-routes.ts'
import { timelineRoute } from './requesting/timeline-route.ts'

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
