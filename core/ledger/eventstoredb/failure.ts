import {
  AccessDeniedError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client'
import { DecklogError, isDecklogError, messageOf } from '../../errors.ts'

/** Where a call was when it failed: an append that was sent may have been stored. */
export type Phase = 'not_sent' | 'append_sent'

/** Turns whatever the client threw into the error of the ledger port; `what` says what was being tried. */
export function ledgerError(error: unknown, what: string, phase: Phase): Error {
  if (isDecklogError(error) && error.code !== 'DECKLOG_TIMEOUT') return error
  const message = `${what}: ${messageOf(error)}`
  if (error instanceof WrongExpectedVersionError) {
    const extra = { expected: String(error.expectedVersion), actual: String(error.actualVersion) }
    return new DecklogError('DECKLOG_REVISION_CONFLICT', message, { cause: error, extra })
  }
  if (error instanceof StreamDeletedError) {
    return new DecklogError('DECKLOG_STREAM_DELETED', message, { cause: error })
  }
  if (isRefusal(error)) return new DecklogError('DECKLOG_LEDGER_REFUSED', message, { cause: error })
  if (phase === 'append_sent' && !(error instanceof NotLeaderError) && !isNotReady(error)) {
    return new DecklogError('DECKLOG_OUTCOME_UNKNOWN', message, { cause: error })
  }
  return unavailable(message, error)
}

/** The error of a ledger that did not answer; nothing was stored. */
export function unavailable(message: string, cause?: unknown): DecklogError {
  return new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', message, { cause, retryAfterSeconds: 1 })
}

// A server that says so has not taken the append: it starts, has lost what it stores in, or has no room.
function isNotReady(error: unknown): boolean {
  return messageOf(error).includes('Server Is Not Ready')
}

const refusalCodes = new Set<unknown>([3, 7, 8, 11, 12, 16])

// gRPC: invalid argument, permission denied, resource exhausted, out of range, unimplemented, unauthenticated.
function isRefusal(error: unknown): boolean {
  if (error instanceof AccessDeniedError || error instanceof InvalidArgumentError) return true
  if (error instanceof MaxAppendSizeExceededError) return true
  return error instanceof Error && 'code' in error && refusalCodes.has(error.code)
}
