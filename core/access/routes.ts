import type { Route } from '../http/route.ts'
import { changeTokenRoutes } from './change-token-routes.ts'
import { createTokenRoute } from './create-token-route.ts'
import { readTokenRoutes } from './read-token-routes.ts'
import type { TokenRoutesOptions } from './token-route.ts'

/** Routes of access tokens, all for the scope `admin`. */
export function tokenRoutes(options: TokenRoutesOptions): readonly Route[] {
  return [...readTokenRoutes(options), createTokenRoute(options), ...changeTokenRoutes(options)]
}
