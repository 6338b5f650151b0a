import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Readable } from 'node:stream'
import type { Access } from '../../access/judging/access.ts'
import type { Clock } from '../../clock.ts'
import { DecklogError } from '../../errors.ts'
import { type CallContext, handleCall } from './handle-call.ts'
import { respond, respondProblem } from '../answers/respond.ts'
import { maxBytesOf, type Route } from '../route.ts'
import { createRouteValidator } from './validate.ts'

/** Translates routes for hapi, and adds what answers 405 on each of their paths. */
export function toHapiRoutes(routes: readonly Route[], context: CallContext): ServerRoute[] {
  const paths = [...new Set(routes.map(route => route.path))]
  return [
    ...routes.map(route => toHapiRoute(route, context)),
    ...paths.map(path => refuseOtherMethods(path, routes)),
  ]
}

function toHapiRoute(route: Route, context: CallContext): ServerRoute {
  // A route that comes from plain JavaScript can lack what the type demands.
  const { scope }: Partial<Route> = route
  if (scope === undefined)
    throw new DecklogError(
      'DECKLOG_PLUGIN_INVALID',
      `The route ${route.method} ${route.path} declares no scope`,
    )
  const prepared = { route, validator: createRouteValidator(route) }
  return {
    method: route.method,
    path: route.path,
    options: {
      app: { route },
      auth: scope === 'public' ? false : { strategy: 'token', access: { scope: [scope] } },
      ...(route.method === 'GET' ? {} : { payload: payloadOptions(route) }),
    },
    handler: async (request, h) => {
      const handled = await handleCall(prepared, request, context)
      const { body } = handled.answer
      const { identity } = request.app
      if (body instanceof Readable && identity) endWhenRefused(body, identity.tokenId, context)
      return respond(prepared, handled, { request, h })
    },
  }
}

function payloadOptions(route: Route) {
  return {
    maxBytes: maxBytesOf(route),
    allow: 'application/json',
    defaultContentType: 'application/json',
    // Decompressed at most: it is parsed once it is known what that costs.
    parse: 'gunzip',
    output: 'stream',
  } as const
}

function refuseOtherMethods(path: string, routes: readonly Route[]): ServerRoute {
  const methods = routes.filter(route => route.path === path).map(route => route.method)
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ')
  const error = new DecklogError('DECKLOG_METHOD_NOT_ALLOWED', `This takes ${allow}.`)
  return {
    method: '*',
    path,
    options: {
      auth: false,
      payload: { output: 'stream', parse: false, maxBytes: Number.MAX_SAFE_INTEGER },
    },
    handler: (request: Request, h: ResponseToolkit) =>
      respondProblem(error, { request, h }).header('allow', allow),
  }
}

const everyMs = 500

/** Ends a stream that outlives its request as soon as its token is revoked or expires. */
function endWhenRefused(
  stream: Readable,
  tokenId: string,
  { access, clock }: { readonly access: Pick<Access, 'accepts'>; readonly clock: Clock },
): void {
  const watch = clock.ticks(everyMs).subscribe(() => {
    if (!access.accepts(tokenId)) stream.destroy()
  })
  stream.once('close', () => watch.unsubscribe())
}
