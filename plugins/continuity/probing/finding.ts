import Joi from 'joi'
import type { Answered, Connected, Failed } from '../../../core/plugin-api.ts'
import type { Outcome, ReadFailure, Session } from '../reading.ts'
import type { Target } from '../target.ts'

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

interface Listed {
  readonly key: string
  readonly updatedAt?: unknown
}

const entry = Joi.object<Listed>({
  key: Joi.string().trim().required(),
}).unknown()
const list = Joi.array().items(entry)
const schema = Joi.alternatives<readonly Listed[] | { readonly sessions: readonly Listed[] }>(
  list,
  Joi.object({ sessions: list.required() }).unknown(),
).required()

// Later ones would not compare as text.
const latestMs = Date.parse('9999-12-31T23:59:59.999Z')
// Beyond it are milliseconds: as seconds it would be the year 5138.
const mostSeconds = 1e11

/**
 * Reads what a runtime answers, `[{ key, updatedAt }]` bare or under `sessions`; undefined when it is no such list. A key that
 * stands there twice counts once, with its later time.
 */
export function parseSessions(body: string): readonly Session[] | undefined {
  const { value, error } = schema.validate(parseJson(body))
  if (error) return undefined
  const listed = 'sessions' in value ? value.sessions : value
  const times = new Map<string, number | null>()
  for (const { key, updatedAt } of listed)
    times.set(key, later(times.get(key) ?? null, toMs(updatedAt)))
  return [...times].map(([key, ms]) => ({
    key,
    activeAt: ms === null ? null : new Date(ms).toISOString(),
  }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

function toMs(time: unknown): number | null {
  const ms = typeof time === 'number' ? toEpochMs(time) : parseTime(time)
  return ms >= 0 && ms <= latestMs ? ms : null
}

function parseTime(time: unknown): number {
  if (typeof time !== 'string' || time === '') return NaN
  const epoch = Number(time)
  return Number.isNaN(epoch) ? Date.parse(inUtc(time)) : toEpochMs(epoch)
}

function toEpochMs(epoch: number): number {
  return Math.abs(epoch) < mostSeconds ? epoch * 1_000 : epoch
}

// A time of day without a zone would be read in that of this machine.
function inUtc(text: string): string {
  return /T[\d:.]+$/.test(text) ? `${text}Z` : text
}
