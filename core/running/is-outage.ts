import { codeOf, isDecklogError, type ErrorCode } from '../errors.ts'

const outages: readonly ErrorCode[] = [
  'DECKLOG_LEDGER_UNAVAILABLE',
  'DECKLOG_OUTCOME_UNKNOWN',
  'DECKLOG_DATABASE_UNAVAILABLE',
  'DECKLOG_PROJECTION_BEHIND',
  'DECKLOG_PROJECTION_REBUILDING',
  'DECKLOG_LEASE_LOST',
  'DECKLOG_TIMEOUT',
  'DECKLOG_RATE_LIMITED',
  'DECKLOG_SHUTTING_DOWN',
]
const connection =
  /^(ECONN|ENET|EHOST|EPIPE$|ETIMEDOUT$|ENOTFOUND$|EAI_|ERR_SOCKET|ERR_STREAM_PREMATURE|ERR_HTTP2_|UND_ERR_)/
// What Postgres' client says without a code.
const broken = /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect)/
const named = ['TimeoutError', 'AbortError']
const deepest = 8

/** Tells whether something thrown says that somebody could not be reached in time, which passes by itself, and nothing of the work. */
export function isOutage(error: unknown): boolean {
  let one = error
  for (let depth = 0; depth < deepest && one !== undefined; depth += 1) {
    if (isDecklogError(one, ...outages) || broken.test(read(one, 'message'))) return true
    if (connection.test(codeOf(one) ?? '') || named.includes(read(one, 'name'))) return true
    one = causeOf(one)
  }
  return false
}

function causeOf(error: unknown): unknown {
  try {
    return Object(error).cause ?? Object(error).errors?.[0]
  } catch {
    return undefined
  }
}

function read(error: unknown, name: string): string {
  try {
    return String(Object(error)[name])
  } catch {
    return ''
  }
}
