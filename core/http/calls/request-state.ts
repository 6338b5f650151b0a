import type { Request } from '@hapi/hapi'
import type { Identity } from '../../access/judging/access.ts'
import type { Route } from '../route.ts'

declare module '@hapi/hapi' {
  interface Request {
    /** Its id, for answers and logs. */
    readonly ownId: string
    /** When it came, by the monotonic clock. */
    readonly arrivedMs: number
  }
  interface RequestApplicationState {
    identity?: Identity
  }
  interface RouteOptionsApp {
    readonly route?: Route
  }
}

/** A route as metrics and logs name it: its template, never the path that was asked. */
export function templateOf(request: Request): string {
  return request.route.settings.app?.route?.path ?? '(none)'
}

/** One header of a request; undefined when it is absent. */
export function header(request: Request, name: string): string | undefined {
  const value: unknown = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
