import type { Request, ResponseToolkit, RouteOptions, ServerRoute } from '@hapi/hapi'
import { Readable } from 'node:stream'
import type { Identity } from '../../access/judging/access.ts'
import { DecklogError } from '../../errors.ts'
import { type CallContext, handleCall } from './handle-call.ts'
import { respond, respondProblem } from '../answers/respond.ts'
import { createBodyWriter } from '../answers/to-json.ts'
import { maxBytesOf, type Route } from '../route.ts'
import { createRouteValidator } from './validate.ts'

/** Translates routes for hapi, and adds what answers 405 on each of their paths. */
export function toHapiRoutes(routes: readonly Route[], context: CallContext): ServerRoute[] {
  const open = new Map<string, number>()
  const paths = [...new Set(routes.map(route => route.path))]
  return [
    ...routes.map(route => toHapiRoute(route, context, open)),
    ...paths.map(path => refuseOtherMethods(path, routes)),
  ]
}

function toHapiRoute(route: Route, context: CallContext, open: OpenStreams): ServerRoute {
  // A route that comes from plain JavaScript can lack what the type demands.
  const { scope }: Partial<Route> = route
  if (scope === undefined)
    throw new DecklogError(
      'DECKLOG_PLUGIN_INVALID',
      `The route ${route.method} ${route.path} declares no scope`,
    )
  const prepared = { route, validator: createRouteValidator(route), write: createBodyWriter() }
  return {
    method: route.method,
    path: route.path,
    options: {
      app: { route },
      auth: authOf(scope),
      ...(route.method === 'GET' ? {} : { payload: payloadOptions(route) }),
    },
    handler: async (request, h) => {
      const handled = await handleCall(prepared, request, context)
      const { body } = handled.answer
      const { identity } = request.app
      if (body instanceof Readable && identity) keepOpen(body, identity, { ...context, open })
      return respond(prepared, handled, { request, h, checks: context.checks })
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
const mostOpen = 100

/** How many streams are open for each token. */
type OpenStreams = Map<string, number>

/** Ends a stream that outlives its request as soon as its token, or the secret that opened it, is good no longer; refuses one too many. */
function keepOpen(
  stream: Readable,
  identity: Identity,
  { access, clock, open }: Pick<CallContext, 'access' | 'clock'> & { readonly open: OpenStreams },
): void {
  const { tokenId } = identity
  const count = open.get(tokenId) ?? 0
  if (count >= mostOpen) {
    stream.destroy()
    throw new DecklogError(
      'DECKLOG_RATE_LIMITED',
      `A token may follow ${mostOpen} streams at once.`,
      {
        retryAfterSeconds: 1,
      },
    )
  }
  open.set(tokenId, count + 1)
  const watch = clock.ticks(everyMs).subscribe(() => {
    if (!access.stillAccepts(identity)) stream.destroy()
  })
  stream.once('close', () => {
    watch.unsubscribe()
    const left = (open.get(tokenId) ?? 1) - 1
    if (left > 0) open.set(tokenId, left)
    else open.delete(tokenId)
  })
}

function authOf(scope: Route['scope']): NonNullable<RouteOptions['auth']> {
  if (scope === 'public') return false
  return { strategy: 'token', ...(scope === 'any' ? {} : { access: { scope: [scope] } }) }
}
