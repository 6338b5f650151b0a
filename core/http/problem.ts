import { isBoom } from '@hapi/boom'
import { errorCodes, isDecklogError, type ErrorCode, type FieldError } from '../errors.ts'
import { problemStatuses } from './problem-statuses.ts'

/** An error as callers get it: RFC 9457, media type `application/problem+json`. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  readonly code: ErrorCode
  readonly errors?: readonly FieldError[]
  readonly [extra: string]: unknown
}

/** A problem document and the headers that go with it. */
export interface ProblemAnswer {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
}

const codesOfBoom: Readonly<Record<number, ErrorCode>> = {
  400: 'DECKLOG_REQUEST_MALFORMED',
  401: 'DECKLOG_UNAUTHENTICATED',
  403: 'DECKLOG_FORBIDDEN',
  404: 'DECKLOG_NOT_FOUND',
  405: 'DECKLOG_METHOD_NOT_ALLOWED',
  408: 'DECKLOG_REQUEST_MALFORMED',
  413: 'DECKLOG_PAYLOAD_TOO_LARGE',
  415: 'DECKLOG_MEDIA_TYPE',
  503: 'DECKLOG_TIMEOUT',
}

/** Tells anything thrown as a problem document; nothing of a failure of ours gets out but its code. */
export function toProblem(error: unknown, requestId: string): ProblemAnswer {
  const code = problemCodeOf(error)
  const { status, title } = problemStatuses[code]
  const known = isDecklogError(error) ? error : undefined
  const problem = {
    ...known?.extra,
    type: `urn:decklog:problem:${code.slice('DECKLOG_'.length).toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: known !== undefined && status < 500 ? known.message : errorCodes[code],
    instance: `urn:decklog:request:${requestId}`,
    code,
    ...(known?.fields && known.fields.length > 0 ? { errors: known.fields } : {}),
  }
  return { problem, headers: headersOf(status, known?.retryAfterSeconds) }
}

function problemCodeOf(error: unknown): ErrorCode {
  if (isDecklogError(error)) return error.code
  if (isBoom(error)) return codesOfBoom[error.output.statusCode] ?? 'DECKLOG_INTERNAL'
  return 'DECKLOG_INTERNAL'
}

function headersOf(status: number, retryAfterSeconds = 1): Readonly<Record<string, string>> {
  if (status === 429 || status === 503)
    return { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) }
  return status === 401 ? { 'www-authenticate': 'Bearer realm="decklog"' } : {}
}
