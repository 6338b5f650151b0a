import pg from 'pg'
import { DecklogError, isDecklogError, messageOf } from '../errors.ts'

const unavailableStates = /^(08|53|57|25P03$|25P04$)/
const networkCodes = /^(E[A-Z]+|ENOTFOUND|EAI_AGAIN|CERT_.*)$/
const clientMessages = /connection|query read timeout|timeout exceeded|not queryable|pool after/i

/** Turns what pg throws when the server cannot be reached into DECKLOG_DATABASE_UNAVAILABLE; leaves other errors as they are. */
export function toDatabaseError(error: unknown): unknown {
  if (!isUnavailable(error)) return error
  return new DecklogError('DECKLOG_DATABASE_UNAVAILABLE', `Postgres: ${messageOf(error)}`, {
    cause: error,
    retryAfterSeconds: 1,
  })
}

/** SQLSTATE of an error of the server; undefined for every other error. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

function isUnavailable(error: unknown): boolean {
  if (isDecklogError(error) || !(error instanceof Error)) return false
  if (error instanceof pg.DatabaseError) return unavailableStates.test(error.code ?? '')
  if ('code' in error && typeof error.code === 'string') return networkCodes.test(error.code)
  return clientMessages.test(error.message)
}
