import pg from 'pg'

type Code =
  | 'DECKLOG_DATABASE_UNAVAILABLE'
  | 'DECKLOG_DATABASE_DENIED'
  | 'DECKLOG_DATA_VERSION'
  | 'DECKLOG_MIGRATION_PENDING'

/** How a database fails those who use it, known by its code. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: Code
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: Code,
    message: string,
    {
      cause,
      retryAfterSeconds,
    }: { readonly cause?: unknown; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const unavailableStates = /^(08|53|57|25P03$|25P04$)/
const insufficientPrivilege = '42501'
const lockNotAvailable = '55P03'
const networkCodes = /^(E[A-Z]+|ENOTFOUND|EAI_AGAIN|CERT_.*)$/
const clientMessages = /connection|query read timeout|timeout exceeded|not queryable|pool after/i

/** Turns what pg throws when the server cannot be reached into DECKLOG_DATABASE_UNAVAILABLE; leaves other errors as they are. */
export function toDatabaseError(error: unknown): unknown {
  if (!isOutage(error)) return error
  return new DatabaseError('DECKLOG_DATABASE_UNAVAILABLE', `Postgres: ${textOf(error)}`, {
    cause: error,
    retryAfterSeconds: 1,
  })
}

/** Tells whether an error is that of a server that cannot be reached. */
export function isUnavailable(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.code === 'DECKLOG_DATABASE_UNAVAILABLE'
}

/** SQLSTATE of an error of the server; undefined for every other error. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** Tells whether the role of the connection may not do what it was to do. */
export function isDenied(error: unknown): boolean {
  return sqlStateOf(error) === insufficientPrivilege
}

/** Tells whether somebody held a lock for longer than `lock_timeout`. */
export function isLocked(error: unknown): boolean {
  return sqlStateOf(error) === lockNotAvailable
}

/** What an error says; its name or code where it says nothing, as when a name has several addresses and none answers. */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || ('code' in error ? String(error.code) : error.name)
}

function isOutage(error: unknown): boolean {
  if (error instanceof DatabaseError || !(error instanceof Error)) return false
  if (error instanceof pg.DatabaseError) return unavailableStates.test(error.code ?? '')
  if ('code' in error && typeof error.code === 'string') return networkCodes.test(error.code)
  return clientMessages.test(error.message)
}
