import type { ObjectSchema, Schema } from 'joi'
import type { Actor } from '../event.ts'

/** Every scope there is. */
export const scopes = [
  'read',
  'ingest',
  'operate',
  'approve',
  'represent',
  'audit',
  'admin',
] as const

/** What a token may do. `admin` includes none of the others; `represent` opens no route, but lets a service name the person it acts for. */
export type Scope = (typeof scopes)[number]

/** Who calls: the token's actor, or the person it acts for (then `actor.via` is the token's), the token's scopes, and the boards it is limited to (null: not limited). */
export interface Caller {
  readonly actor: Actor
  readonly scopes: readonly Scope[]
  readonly boards: readonly string[] | null
}

/** One validated request, as a route's handler sees it. */
export interface Call<Params = unknown, Query = unknown, Payload = unknown> {
  readonly params: Params
  readonly query: Query
  readonly payload: Payload
  readonly caller: Caller
  readonly requestId: string
  /** Where the API that was called listens, for calls to oneself. */
  readonly apiUrl: string
  /** Revision named by `If-Match`. */
  readonly ifRevision?: bigint
  /** Hash of token, route and `Idempotency-Key`; hand it on to `host.execute` or `host.observe`. */
  readonly idempotencyKey?: string
  /** SHA-256 of the canonical body, for `host.execute`. */
  readonly requestHash?: string
  /** The body as it was sent, and the headers by lower-case name, on a route that keeps them. */
  readonly sent?: { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }
  /** `Last-Event-ID` of an event stream that is taken up again. */
  readonly lastEventId?: string
  /** Ends when the caller goes away or the budget is over. */
  readonly signal: AbortSignal
}

/** What a handler answers. Bodies are snake_case JSON; Dates and bigints (positions, revisions) are written as strings. */
export interface Answer {
  /** JSON, or with a `content-type` header of its own: text, bytes or a Readable. */
  readonly body?: unknown
  /** Default 200. */
  readonly status?: number
  /** Stream revision, sent as `ETag`. */
  readonly revision?: bigint
  /** Position of a write, sent as `Decklog-Position`; the answer waits until the projections of `shows` have passed it. */
  readonly position?: bigint
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * A route is data. Core checks the token's scope, validates params, query and payload (unknown fields are refused, or
 * stripped on a `lenient` route), and validates the answer, of long lists the beginning, against `response`.
 *
 * A GET with `shows` takes `?min_position=` without declaring it: core waits until every projection of `shows` has passed it. It takes
 * `?as_of=` too: core makes the route anew, over a host whose read models, and whose clock, stand at that moment.
 */
export interface Route<Params = unknown, Query = unknown, Payload = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** hapi path: `/api/v1/disks/{id}`. */
  readonly path: string
  /** Required; a route without a scope does not register. `public` needs no token, `any` one of whatever scope. */
  readonly scope: Scope | 'public' | 'any'
  /** One sentence for the OpenAPI document. */
  readonly summary: string
  readonly tags: readonly string[]
  readonly params?: ObjectSchema
  readonly query?: ObjectSchema
  readonly payload?: Schema
  /** Schema of the body of a 2xx answer. */
  readonly response: Schema
  /** Status of success, when it is not 200. */
  readonly successStatus?: 201 | 202 | 204
  /** Status of success of a write that found what it was to make: 200 where making it is 201. */
  readonly repeatedStatus?: 200
  /** Status at which the body is that of `response` too, instead of a problem document. */
  readonly failureStatus?: 503
  /** Projections that a write makes visible and that a read reads. */
  readonly shows?: readonly string[]
  /**
   * What reads streams, or asks without changing anything, takes `as_of`, as a GET with `shows` does: what it is given to read ends
   * there. `ignored`: a page for people, which reads the moment in its own address itself.
   */
  readonly asOf?: 'taken' | 'ignored'
  /**
   * `sent`: answers carry the revision of the entity they are about, as `ETag`; a GET says so. `none`: a write that changes no entity;
   * repeating it is harmless, so that it takes neither `If-Match` nor `Idempotency-Key`.
   */
  readonly revision?: 'sent' | 'none'
  /** `kept`: whoever calls proves who it is by what it sends, such as a signature over the body: the handler is given both as they came. */
  readonly sent?: 'kept'
  /** Unknown fields are stripped instead of refused: for the routes an existing Mission Control calls. */
  readonly lenient?: true
  /** Largest body; 64 KiB unless it says more. */
  readonly maxBytes?: number
  /** Returns what the caller gets; throws DecklogError otherwise. */
  handle(call: Call<Params, Query, Payload>): Promise<Answer>
}

/** The largest body that a route takes. */
export function maxBytesOf({ maxBytes = 64 * 1_024 }: Route): number {
  return maxBytes
}

/** Tells whether a route is about one entity, whose revision its answers may carry. */
export function hasRevision({ method, scope, revision }: Route): boolean {
  if (scope === 'public') return false
  return method === 'GET' ? revision === 'sent' : revision !== 'none'
}

/** Keeps a route's types together; the result stands in any list of routes. */
export function defineRoute<Params = unknown, Query = unknown, Payload = unknown>(
  route: Route<Params, Query, Payload>,
): Route {
  return route
}
