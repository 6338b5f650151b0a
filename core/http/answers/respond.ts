import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { Readable } from 'node:stream'
import type { HandledCall, PreparedRoute } from '../calls/handle-call.ts'
import { formatEtag, matchesNone } from '../calls/preconditions.ts'
import { toProblem } from './problem.ts'
import { header } from '../calls/request-state.ts'
import type { Answer, Route } from '../route.ts'
import type { AnswerChecks } from './answer-checks.ts'
import { toJson } from './to-json.ts'

/** Turns what a route answered into hapi's response, checked against the route's own promise. */
export function respond(
  prepared: PreparedRoute,
  { answer, visible, gone }: HandledCall,
  { request, h, checks }: Asked & { readonly checks: AnswerChecks },
): ResponseObject {
  const { route } = prepared
  // What comes from plain JavaScript can be anything.
  if (typeof answer !== 'object') throw new TypeError(`${route.path} answered a ${typeof answer}`)
  const response = isKnown(route, request, answer)
    ? h.response().code(304)
    : withBody(prepared, answer, { h, gone, checks })
  if (answer.revision !== undefined) response.header('etag', formatEtag(answer.revision))
  if (answer.position !== undefined) response.header('decklog-position', String(answer.position))
  if (visible === 'pending') response.header('decklog-projection', 'pending')
  if (answer.headers) addHeaders(response, answer.headers)
  return response
}

/** Turns anything thrown into a problem response. */
export function respondProblem(error: unknown, { request, h }: Asked): ResponseObject {
  const { problem, headers } = toProblem(error, request.ownId)
  const response = h
    .response(JSON.stringify(toJson(problem)))
    .type('application/problem+json')
    .code(problem.status)
  for (const [name, value] of Object.entries(headers)) response.header(name, value)
  return response
}

function addHeaders(response: ResponseObject, headers: NonNullable<Answer['headers']>): void {
  for (const [name, value] of Object.entries(headers)) {
    // Later, when it is written, nobody could tell of it in a problem document.
    validateHeaderName(name)
    validateHeaderValue(name, value)
    response.header(name, value)
  }
}

function isKnown(route: Route, request: Request, { revision }: Answer): boolean {
  if (route.method !== 'GET' || revision === undefined) return false
  return matchesNone(header(request, 'if-none-match'), revision)
}

function withBody(
  { route, validator, write }: PreparedRoute,
  answer: Answer,
  { h, gone, checks }: Answering,
): ResponseObject {
  const { body } = answer
  const status = answer.status ?? route.successStatus ?? 200
  refuseUndeclared(route, status)
  if (status === 204) return h.response().code(204)
  if (body instanceof Readable) return h.response(endWith(body, gone.signal())).code(status)
  if (answer.headers?.['content-type'] !== undefined)
    return h.response(Buffer.isBuffer(body) ? body : String(body)).code(status)
  if (status < 300)
    checks.look(route.path, () => validator.answer(body === undefined ? undefined : toJson(body)))
  if (body === undefined) return h.response().code(status === 200 ? 204 : status)
  return h.response(write(body)).type('application/json').code(status)
}

interface Asked {
  readonly request: Request
  readonly h: ResponseToolkit
}

interface Answering extends Pick<HandledCall, 'gone'>, Pick<Asked, 'h'> {
  readonly checks: AnswerChecks
}

// What is not in the document surprises a client that was made from it.
function refuseUndeclared(route: Route, status: number): void {
  const { successStatus = 200, repeatedStatus, failureStatus } = route
  if (status === successStatus) return
  if ([successStatus, repeatedStatus, failureStatus, 204].includes(status) || status >= 300) return
  throw new Error(`${route.method} ${route.path} answered ${status}, which it does not declare`)
}

// hapi leaves a stream open when its reader goes away.
function endWith(stream: Readable, signal: AbortSignal): Readable {
  signal.addEventListener('abort', () => stream.destroy(), { once: true })
  return stream
}
