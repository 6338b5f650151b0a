import type { Host, Route } from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { RecoveryEvent } from '../events.ts'
import { policyRoutes } from './policy-routes.ts'
import { approveRoute, resumeRoute } from './recovery-routes.ts'
import { runRoute } from './run-route.ts'

/** The routes that write, and the one that tells of the policies as they are configured. */
export function recoveryRoutes(host: Host<RecoveryConfig, RecoveryEvent>): readonly Route[] {
  return [runRoute(host), approveRoute(host), resumeRoute(host), ...policyRoutes(host)]
}
