import type { Answered, Connected, Failed } from '../../../core/outbound/outbound.ts'
import type { Outcome, ReadFailure, Session } from '../reading.ts'
import type { Target } from '../target.ts'
import { parseSessions } from './parse-sessions.ts'

/** What asking a target once has shown. */
export interface Finding {
  readonly outcome: Outcome
  readonly failure: ReadFailure | null
  readonly detail: string | null
  /** All that a runtime of kind `sessions` lists. */
  readonly sessions: readonly Session[] | null
}

/** Judges what came of asking a target. */
export function findingOf(target: Target, result: Answered | Connected | Failed): Finding {
  switch (result.outcome) {
    case 'failed':
      return failureOf(target, result)
    case 'connected':
      return good(null)
    case 'answered':
      return target.kind === 'sessions' ? sessionsIn(target, result) : answerOf(target, result)
    default:
      return result satisfies never
  }
}

function failureOf({ timeoutSeconds }: Target, { failure, message }: Failed): Finding {
  switch (failure) {
    case 'address_refused':
      return {
        ...bad('address_not_allowed', `It was not asked: ${message}.`),
        outcome: 'unknown',
      }
    case 'timed_out':
      return bad('timed_out', `It did not answer within ${timeoutSeconds} s.`)
    case 'name_unresolved':
      return bad('unreachable', 'Its name has no address.')
    case 'connection_refused':
      return bad('unreachable', 'It refused the connection.')
    case 'connection_failed':
      return bad('unreachable', 'No connection could be made.')
    case 'tls_failed':
      return bad('unreachable', 'The TLS handshake failed.')
    case 'protocol_error':
      return bad('malformed', 'It hung up, or did not speak HTTP.')
    default:
      return failure satisfies never
  }
}

function sessionsIn(target: Target, answer: Answered): Finding {
  const found = answerOf(target, answer)
  if (found.outcome !== 'good') return found
  if (answer.extent === 'cut')
    return bad('malformed', 'Its list is longer than what is read of it.')
  const sessions = parseSessions(answer.body)
  return sessions ? good(sessions) : bad('malformed', 'It did not answer a list of sessions.')
}

function answerOf({ expectStatus, expectBody }: Target, { status, body }: Answered): Finding {
  const fits = expectStatus === null ? status >= 200 && status <= 299 : status === expectStatus
  if (!fits) return bad('wrong_status', `It answered ${status}, not ${expectStatus ?? '2xx'}.`)
  if (expectBody !== null && !body.includes(expectBody))
    return bad('wrong_body', 'Its answer lacks the expected text.')
  return good(null)
}

function good(sessions: readonly Session[] | null): Finding {
  return { outcome: 'good', failure: null, detail: null, sessions }
}

function bad(failure: ReadFailure, detail: string): Finding {
  return { outcome: 'bad', failure, detail, sessions: null }
}
