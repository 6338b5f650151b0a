import { keepable } from './validation/text.ts'

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
  DECKLOG_NO_INSTANCE:
    'There is no Decklog where the command looks, and it makes none; the message names the place.',
  DECKLOG_PORT_TAKEN: 'A port that Decklog listens on is in use.',
  DECKLOG_EMBEDDED_MISSING: 'The embedded Postgres is not installed and no URL was given.',
  DECKLOG_EMBEDDED_FAILED: 'An embedded server did not start or ended by itself.',
  DECKLOG_MIGRATION_PENDING: 'A database is not at the head of its migrations.',
  DECKLOG_LEDGER_UNAVAILABLE: 'The ledger did not answer in time or refused the connection.',
  DECKLOG_LEDGER_IN_USE: 'Another ledger node writes to this database.',
  DECKLOG_LEDGER_REFUSED: 'The ledger refused a request as malformed or too large.',
  DECKLOG_LEDGER_NOT_EMPTY:
    'A ledger that is to be filled has events already that no copy or import brought there.',
  DECKLOG_COPY_FOREIGN: 'A ledger that is to be filled further is a copy of another one.',
  DECKLOG_COPY_DISORDERED:
    'A copy lacks an event although it has later ones; it has to be begun anew.',
  DECKLOG_EXPORT_UNFIT:
    'An export cannot be imported: it is filtered, begins later than the ledger, was cut short or was altered.',
  DECKLOG_OUTCOME_UNKNOWN:
    'An append was sent and its outcome is not known; a retry with the same ids is safe.',
  DECKLOG_REVISION_CONFLICT: 'The stream is not at the expected revision.',
  DECKLOG_STREAM_DELETED: 'The stream is tombstoned.',
  DECKLOG_DATABASE_UNAVAILABLE: 'Postgres did not answer in time or refused the connection.',
  DECKLOG_DATABASE_DENIED:
    'The database role lacks a right that Decklog needs; the message says what to grant.',
  DECKLOG_LEASE_LOST: 'Another instance has taken over this work.',
  DECKLOG_PROJECTION_UNKNOWN: 'No projection has this name.',
  DECKLOG_PROJECTION_BEHIND: 'A read model did not reach the wanted position in time.',
  DECKLOG_PROJECTION_REBUILDING: 'A read model is being built for the first time.',
  DECKLOG_PAST_PREPARING:
    'What read models held in the past is being made ready to be read; Retry-After says when to ask again.',
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
  DECKLOG_READER_ENDED:
    'The thread in which a guard reads was ended: it took too long or too much memory, or ended itself.',
  DECKLOG_PROGRAM_FAILED: 'A program that Decklog runs is missing, failed, or did not end in time.',
  DECKLOG_INPUT_UNREADABLE:
    'A file that a command was given cannot be read or understood; the message names file, line and reason.',
  DECKLOG_API_UNREACHABLE: 'No Decklog answers where the command line looks for one.',
  DECKLOG_PROOF_INVALID:
    'A key, a note, a checkpoint or a proof cannot be read, or is not what it claims to be.',
  DECKLOG_SEAL_REFUSED:
    'The ledger cannot be sealed on: it is not the one that was sealed, or the key is not that of its log.',
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

/** An error with one of our codes, of this copy of Decklog, of another, or made by hand. */
export type CodedError = Error &
  Pick<DecklogError, 'code'> &
  Partial<Pick<DecklogError, 'fields' | 'retryAfterSeconds' | 'extra'>>

/** Tells whether `error` has one of our codes, of `codes` when any are given; its class may be another copy's. */
export function isDecklogError(error: unknown, ...codes: ErrorCode[]): error is CodedError {
  const code = codeOf(error)
  if (code === undefined || !isErrorCode(code)) return false
  return typeof read(error, 'message') === 'string' && (codes.length === 0 || codes.includes(code))
}

/** Tells whether a text is one of the codes. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code)
}

/** There is no such thing, or the caller may not see it. */
export function notFound(what: string): DecklogError {
  return new DecklogError('DECKLOG_NOT_FOUND', `There is no such ${what}.`)
}

/** A field of the input that is not valid; `why` follows its name: `must be in the future`. */
export function invalidField(field: string, why: string): DecklogError {
  return new DecklogError('DECKLOG_VALIDATION', `${field} ${why}.`, {
    fields: [{ field, message: why }],
  })
}

/** The code of anything thrown: one of ours, or of Node, of Postgres, of a library; undefined when it has none. */
export function codeOf(error: unknown): string | undefined {
  const code = read(error, 'code')
  return typeof code === 'string' && code !== '' ? keepable(code, longestCode) : undefined
}

/**
 * The message of anything thrown, whatever its shape: never empty, at most 1,000 characters, and such that an event, a row and a
 * log can hold it. Where there is no message, what it is made of tells: its errors, its code, its name.
 */
export function messageOf(error: unknown): string {
  return keepable(textOf(error, 0), longestMessage)
}

const longestMessage = 1_000
const longestCode = 100
const mostErrors = 3

function textOf(error: unknown, depth: number): string {
  if (!isObject(error)) return String(error).trim() || 'an empty text was thrown'
  const message = wordsOf(error, 'message')
  if (message !== undefined) return message
  return errorsOf(error, depth) ?? codeOf(error) ?? wordsOf(error, 'name') ?? 'unknown error'
}

// Node tells of a host with several dead addresses by an AggregateError without a message.
function errorsOf(error: object, depth: number): string | undefined {
  const errors = depth < mostErrors ? read(error, 'errors') : undefined
  const first = Array.from({ length: mostErrors }, (_, index) => read(errors, index))
  const texts = first.flatMap(one => (one === undefined ? [] : [textOf(one, depth + 1)]))
  return texts.length === 0 ? undefined : texts.join('; ')
}

function wordsOf(error: object, name: string): string | undefined {
  const words = read(error, name)
  // Cut before it is looked at: it may be a megabyte.
  const text = typeof words === 'string' ? words.slice(0, 2 * longestMessage).trim() : ''
  return text === '' ? undefined : text
}

/** Reads a member of what may be a proxy, or have getters that throw. */
function read(of: unknown, name: string | number): unknown {
  if (!isObject(of)) return undefined
  try {
    return Reflect.get(of, name)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
