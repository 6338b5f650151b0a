import Joi from 'joi'
import type { Session } from '../reading.ts'

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
