import type { Route } from '../../core/http/route.ts'
import type { Host } from '../../core/plugin.ts'
import type { NotifyConfig } from './config.ts'
import type { NotifyEvent } from './events.ts'
import { liftMuteRoute } from './muting/lift-route.ts'
import { setMuteRoute } from './muting/set-route.ts'
import { testRoute } from './telling/test-route.ts'

/** The routes that write. */
export function notifyRoutes(host: Host<NotifyConfig, NotifyEvent>): readonly Route[] {
  return [setMuteRoute(host), liftMuteRoute(host), testRoute(host)]
}
