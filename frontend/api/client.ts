import { signOut, token } from '../state/session.ts'
import { asOf } from './as-of.ts'
import { datedReads } from './dated-reads.ts'
import { Problem, problemOf, readProblem, unreachable } from './problem.ts'
import { readJson } from './read-json.ts'
import type { paths } from './schema.ts'

type Verb = 'get' | 'post' | 'put' | 'patch'
type Operation<P extends keyof paths, V extends Verb> = NonNullable<paths[P][V]>
type PathsWith<V extends Verb> = {
  [P in keyof paths]: [Operation<P, V>] extends [never] ? never : P
}[keyof paths]

type JsonOf<R> = R extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : never
type AnswerOf<O> = O extends { readonly responses: infer R }
  ? JsonOf<R[keyof R & (200 | 201 | 202)]>
  : never
type ParamsOf<O> = O extends { readonly parameters: { readonly path: infer P } } ? P : undefined
type QueryOf<O> = O extends { readonly parameters: { readonly query?: infer Q } } ? Q : undefined
type BodyOf<O> = O extends {
  readonly requestBody?: { readonly content: { readonly 'application/json': infer B } }
}
  ? B
  : undefined

/** The body of the answer to a GET of this path. */
export type Read<P extends PathsWith<'get'>> = AnswerOf<Operation<P, 'get'>>

/** What an answer brings beside its body. */
export interface Answered<Body> {
  readonly body: Body
  /** Revision of the entity, for `If-Match`. */
  readonly etag: string | null
  readonly headers: Headers
  /** The cursor of the next page of a list. */
  readonly next: string | null
}

interface Asked<O> {
  readonly params?: ParamsOf<O>
  readonly query?: QueryOf<O>
  readonly signal?: AbortSignal
  /** `now`: of what is so now, wherever the page stands. */
  readonly moment?: 'now'
  /** A token to ask with before it is taken; by default the one that is. */
  readonly as?: string
}

interface Sent<O> extends Asked<O> {
  readonly body?: BodyOf<O>
  /** Makes a repetition of the same change no second one; `newKey` makes one. */
  readonly key?: string
  readonly ifMatch?: string
}

/** Reads, as of the moment that the page stands at. */
export function get<P extends PathsWith<'get'>>(
  path: P,
  asked: Asked<Operation<P, 'get'>> = {},
): Promise<Answered<Read<P>>> {
  const isDated = datedReads.has(path) && asked.moment === undefined && asOf.value !== null
  const query = { ...asked.query, ...(isDated ? { as_of: asOf.value } : {}) }
  return call('GET', address(path, { ...asked, query }), {
    ...(asked.signal ? { signal: asked.signal } : {}),
    ...(asked.as === undefined ? {} : { headers: { authorization: `Bearer ${asked.as}` } }),
  })
}

/** Changes something. Never of the past: then nothing is sent. */
export function send<V extends 'post' | 'put' | 'patch', P extends PathsWith<V>>(
  verb: V,
  path: P,
  sent: Sent<Operation<P, V>> = {},
): Promise<Answered<AnswerOf<Operation<P, V>>>> {
  if (asOf.value !== null) return Promise.reject(readOnly())
  const { body = {}, key, ifMatch, signal } = sent
  const headers = {
    'content-type': 'application/json',
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
  }
  const request = { headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) }
  return call(verb.toUpperCase(), address(path, sent), request)
}

/** Asks a question that needs a body and changes nothing, as of the moment that the page stands at. */
export function ask<P extends PathsWith<'post'>>(
  path: P,
  { body, ...asked }: Asked<Operation<P, 'post'>> & { readonly body: object },
): Promise<Answered<AnswerOf<Operation<P, 'post'>>>> {
  const query = asOf.value === null ? {} : { as_of: asOf.value }
  const headers = { 'content-type': 'application/json' }
  return call('POST', address(path, { ...asked, query }), { headers, body: JSON.stringify(body) })
}

/** A key for `Idempotency-Key`, that nobody has used. */
export function newKey(): string {
  // Not randomUUID: pages that were not fetched by TLS have none.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `console-${Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')}`
}

const timeoutMs = 15_000

/** The headers that say who asks. */
export function credentials(): Readonly<Record<string, string>> {
  return token.value === null ? {} : { authorization: `Bearer ${token.value}` }
}

async function call<Body>(
  method: string,
  url: string,
  request: RequestInit,
): Promise<Answered<Body>> {
  const asWhom = token.value
  const answer = await reach(url, {
    ...request,
    method,
    headers: { ...credentials(), ...request.headers },
  })
  const body: unknown = await answer
    .text()
    .then(readJson)
    .catch(() => undefined)
  if (answer.ok) return toAnswered(answer, body as Body)
  // Who signed in anew meanwhile is not signed out by what the one before was told.
  if (answer.status === 401 && asWhom !== null && asWhom === token.value) signOut('refused')
  throw readProblem(answer.status, body)
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  const deadline = AbortSignal.timeout(timeoutMs)
  const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline
  try {
    return await fetch(url, { ...request, signal, cache: 'no-store', credentials: 'omit' })
  } catch (error) {
    if (request.signal?.aborted === true) throw problemOf(error)
    throw unreachable()
  }
}

function toAnswered<Body>({ headers }: Response, body: Body): Answered<Body> {
  const link = /<([^>]+)>;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1]
  const next = link === undefined ? null : new URL(link, location.origin).searchParams.get('after')
  return { body, etag: headers.get('etag'), headers, next }
}

/** The address of a call: a template with its parts filled in, and its query. */
export function address(
  template: string,
  { params, query }: { readonly params?: unknown; readonly query?: unknown },
): string {
  const parts = new Map(Object.entries(params ?? {}))
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts.get(name))),
  )
  const asked = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString()
  return search === '' ? path : `${path}?${search}`
}

function readOnly(): Problem {
  const detail = 'What was cannot be changed: go back to now first.'
  return new Problem({ status: null, code: 'DECKLOG_READ_ONLY', detail, fields: [] })
}
