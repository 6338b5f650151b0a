import { isBoom } from '@hapi/boom'
import { type ErrorCode, errorCodes, type FieldError, isDecklogError } from '../../errors.ts'

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
    detail:
      known !== undefined && status < 500 ? known.message : (lackOf(error) ?? errorCodes[code]),
    instance: `urn:decklog:request:${requestId}`,
    code,
    ...(known?.fields && known.fields.length > 0 ? { errors: known.fields } : {}),
  }
  return { problem, headers: headersOf(status, known?.retryAfterSeconds) }
}

// What hapi says of a token without the scope of a route.
function lackOf(error: unknown): string | undefined {
  if (!isBoom(error) || error.output.statusCode !== 403) return undefined
  const need: unknown = Reflect.get(Object(error.data), 'need')
  if (!Array.isArray(need)) return undefined
  const scopes: unknown[] = need.flatMap(({ selection = [] }) => selection)
  return `The token lacks the scope ${scopes.join(' or ')}.`
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

/** How a code is told to HTTP callers. */
interface ProblemStatus {
  readonly status: number
  readonly title: string
}

/** The HTTP status and title of every error code. */
export const problemStatuses: Readonly<Record<ErrorCode, ProblemStatus>> = {
  DECKLOG_CONFIG_INVALID: { status: 500, title: 'Configuration invalid' },
  DECKLOG_PLUGIN_INVALID: { status: 500, title: 'Plugin invalid' },
  DECKLOG_DATA_DIR_LOCKED: { status: 500, title: 'Data directory locked' },
  DECKLOG_DATA_VERSION: { status: 500, title: 'Data of another version' },
  DECKLOG_NO_INSTANCE: { status: 500, title: 'No Decklog' },
  DECKLOG_PORT_TAKEN: { status: 500, title: 'Port taken' },
  DECKLOG_EMBEDDED_MISSING: { status: 500, title: 'Embedded server missing' },
  DECKLOG_EMBEDDED_FAILED: { status: 503, title: 'Embedded server failed' },
  DECKLOG_MIGRATION_PENDING: { status: 503, title: 'Migration pending' },
  DECKLOG_LEDGER_UNAVAILABLE: { status: 503, title: 'Ledger unavailable' },
  DECKLOG_LEDGER_REFUSED: { status: 500, title: 'Refused by the ledger' },
  DECKLOG_LEDGER_IN_USE: { status: 500, title: 'Ledger in use' },
  DECKLOG_LEDGER_NOT_EMPTY: { status: 409, title: 'Ledger not empty' },
  DECKLOG_COPY_FOREIGN: { status: 409, title: 'Copy of another ledger' },
  DECKLOG_COPY_DISORDERED: { status: 409, title: 'Copy disordered' },
  DECKLOG_EXPORT_UNFIT: { status: 422, title: 'Export unfit' },
  DECKLOG_OUTCOME_UNKNOWN: { status: 503, title: 'Outcome unknown' },
  DECKLOG_REVISION_CONFLICT: { status: 409, title: 'Conflict' },
  DECKLOG_STREAM_DELETED: { status: 410, title: 'Gone' },
  DECKLOG_DATABASE_UNAVAILABLE: { status: 503, title: 'Database unavailable' },
  DECKLOG_DATABASE_DENIED: { status: 503, title: 'Denied by the database' },
  DECKLOG_LEASE_LOST: { status: 503, title: 'Taken over' },
  DECKLOG_PROJECTION_UNKNOWN: { status: 404, title: 'Unknown projection' },
  DECKLOG_PROJECTION_BEHIND: { status: 503, title: 'Read model behind' },
  DECKLOG_PAST_PREPARING: { status: 503, title: 'Past being made ready' },
  DECKLOG_PROJECTION_REBUILDING: { status: 503, title: 'Read model being built' },
  DECKLOG_PROJECTION_CHANGED: { status: 503, title: 'Read model changed' },
  DECKLOG_CHECKPOINT_AHEAD: { status: 503, title: 'Read model ahead of the ledger' },
  DECKLOG_EVENT_INVALID: { status: 422, title: 'Event invalid' },
  DECKLOG_IDEMPOTENCY_MISMATCH: { status: 422, title: 'Idempotency-Key used before' },
  DECKLOG_IDEMPOTENCY_BUSY: { status: 409, title: 'Request still running' },
  DECKLOG_REFUSED: { status: 409, title: 'Refused' },
  DECKLOG_NOT_FOUND: { status: 404, title: 'Not found' },
  DECKLOG_GATE_UNKNOWN: { status: 404, title: 'Unknown gate' },
  DECKLOG_VALIDATION: { status: 422, title: 'Not valid' },
  DECKLOG_ADDRESS_REFUSED: { status: 422, title: 'Address refused' },
  DECKLOG_UNAUTHENTICATED: { status: 401, title: 'Not authenticated' },
  DECKLOG_FORBIDDEN: { status: 403, title: 'Not allowed' },
  DECKLOG_PRECONDITION_FAILED: { status: 412, title: 'Precondition failed' },
  DECKLOG_REQUEST_MALFORMED: { status: 400, title: 'Malformed request' },
  DECKLOG_METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  DECKLOG_MEDIA_TYPE: { status: 415, title: 'Unsupported media type' },
  DECKLOG_PAYLOAD_TOO_LARGE: { status: 413, title: 'Body too large' },
  DECKLOG_RATE_LIMITED: { status: 429, title: 'Too many requests' },
  DECKLOG_SHUTTING_DOWN: { status: 503, title: 'Shutting down' },
  DECKLOG_TIMEOUT: { status: 503, title: 'Took too long' },
  DECKLOG_READER_ENDED: { status: 500, title: 'A reader ended' },
  DECKLOG_PROGRAM_FAILED: { status: 500, title: 'A program failed' },
  DECKLOG_INPUT_UNREADABLE: { status: 422, title: 'Input unreadable' },
  DECKLOG_API_UNREACHABLE: { status: 503, title: 'Decklog unreachable' },
  DECKLOG_PROOF_INVALID: { status: 422, title: 'Proof invalid' },
  DECKLOG_SEAL_REFUSED: { status: 503, title: 'Not sealed' },
  DECKLOG_INTERNAL: { status: 500, title: 'Internal error' },
}
