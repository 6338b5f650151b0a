/**
 * Every way Decklog refuses or fails, by its stable code. Callers and tests look at the code, never at the message.
 * `core/http/problem.ts` gives each code its HTTP status; `docs/reference/errors.md` is generated from both.
 */
export const errorCodes = {
  DECKLOG_CONFIG_INVALID:
    'The configuration cannot be used; the message names file, key and reason.',
  DECKLOG_PLUGIN_INVALID: 'A plugin or a projection does not meet its contract.',
  DECKLOG_DATA_DIR_LOCKED: 'Another Decklog process uses this data directory.',
  DECKLOG_DATA_VERSION:
    'The data was written by another major version of Postgres or by a newer Decklog.',
  DECKLOG_PORT_TAKEN: 'A port that Decklog listens on is in use.',
  DECKLOG_EMBEDDED_MISSING: 'The embedded Postgres is not installed and no URL was given.',
  DECKLOG_EMBEDDED_FAILED: 'An embedded server did not start or ended by itself.',
  DECKLOG_MIGRATION_PENDING: 'A database is not at the head of its migrations.',
  DECKLOG_LEDGER_UNAVAILABLE: 'The ledger did not answer in time or refused the connection.',
  DECKLOG_LEDGER_IN_USE: 'Another ledger node writes to this database.',
  DECKLOG_LEDGER_REFUSED: 'The ledger refused a request as malformed or too large.',
  DECKLOG_OUTCOME_UNKNOWN:
    'An append was sent and its outcome is not known; a retry with the same ids is safe.',
  DECKLOG_REVISION_CONFLICT: 'The stream is not at the expected revision.',
  DECKLOG_STREAM_DELETED: 'The stream is tombstoned.',
  DECKLOG_DATABASE_UNAVAILABLE: 'Postgres did not answer in time or refused the connection.',
  DECKLOG_LEASE_LOST: 'Another instance has taken over this work.',
  DECKLOG_PROJECTION_UNKNOWN: 'No projection has this name.',
  DECKLOG_PROJECTION_BEHIND: 'A read model did not reach the wanted position in time.',
  DECKLOG_PROJECTION_REBUILDING: 'A read model is being built for the first time.',
  DECKLOG_PROJECTION_CHANGED:
    'Declared columns differ from the table although the version is the same.',
  DECKLOG_CHECKPOINT_AHEAD:
    'A checkpoint lies beyond the end of the ledger, as after restoring an older backup.',
  DECKLOG_EVENT_INVALID: 'An event does not meet its schema.',
  DECKLOG_IDEMPOTENCY_MISMATCH: 'The Idempotency-Key was used before with another request.',
  DECKLOG_IDEMPOTENCY_BUSY: 'A request with this Idempotency-Key is still running.',
  DECKLOG_REFUSED: 'The state of the entity does not allow this.',
  DECKLOG_NOT_FOUND: 'There is no such thing, or it is not visible to this token.',
  DECKLOG_GATE_UNKNOWN: 'No plugin offers a gate of this name.',
  DECKLOG_VALIDATION: 'A field of the request is not valid.',
  DECKLOG_ADDRESS_REFUSED: 'An address that Decklog is to call is not one that it may call.',
  DECKLOG_UNAUTHENTICATED: 'The request carries no valid token.',
  DECKLOG_FORBIDDEN: 'The token lacks the scope that this route needs.',
  DECKLOG_PRECONDITION_FAILED: 'If-Match does not name the current revision.',
  DECKLOG_REQUEST_MALFORMED:
    'The request cannot be read: its JSON or one of its headers is broken.',
  DECKLOG_METHOD_NOT_ALLOWED: 'The route does not take this method; Allow names those it takes.',
  DECKLOG_MEDIA_TYPE: 'The request body is not application/json.',
  DECKLOG_PAYLOAD_TOO_LARGE: 'The request body is larger than this route takes.',
  DECKLOG_RATE_LIMITED: 'Too many requests; Retry-After says when to go on.',
  DECKLOG_SHUTTING_DOWN: 'This process is stopping.',
  DECKLOG_TIMEOUT: 'An operation did not finish within its budget.',
  DECKLOG_PROGRAM_FAILED: 'A program that Decklog runs is missing, failed, or did not end in time.',
  DECKLOG_INPUT_UNREADABLE:
    'A file that a command was given cannot be read or understood; the message names file, line and reason.',
  DECKLOG_API_UNREACHABLE: 'No Decklog answers where the command line looks for one.',
  DECKLOG_INTERNAL: 'A fault in Decklog itself.',
} as const

/** A stable error code. */
export type ErrorCode = keyof typeof errorCodes

/** One field that is wrong: its path as the sender wrote it, and what to do. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

interface ErrorDetails {
  readonly cause?: unknown
  readonly fields?: readonly FieldError[]
  readonly retryAfterSeconds?: number
  /** Further members of the problem document, snake_case, JSON values only. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** An expected failure with a stable code; `fields` names what is wrong in the input, `cause` keeps the origin. */
export class DecklogError extends Error {
  override readonly name = 'DecklogError'
  readonly code: ErrorCode
  readonly fields: readonly FieldError[]
  readonly retryAfterSeconds: number | undefined
  readonly extra: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.fields = details.fields ?? []
    this.retryAfterSeconds = details.retryAfterSeconds
    this.extra = details.extra ?? {}
  }
}

/** Tells whether `error` is a DecklogError, of one of `codes` when any are given. */
export function isDecklogError(error: unknown, ...codes: ErrorCode[]): error is DecklogError {
  return error instanceof DecklogError && (codes.length === 0 || codes.includes(error.code))
}

/** Tells whether a text is one of the codes. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code)
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
