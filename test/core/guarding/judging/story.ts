import { type Dwell, foldDwell, type Seen } from '../../../../core/guarding/judging/dwell.ts'
import { type Standing, step } from '../../../../core/guarding/judging/hysteresis.ts'
import type { Track } from '../../../../core/guarding/judging/judge.ts'
import type { Level, Severity } from '../../../../core/guarding/levels.ts'

/** What one reading showed: a level, a level while a worse one is not yet won back, that by measure, or nothing. */
export type Sight = One | Readonly<Record<string, One>> | 'failed'
type One = Level | { readonly observed: Level; readonly retained: Level }

/** A change of severity, and how many seconds into the story. */
export interface Turn {
  readonly at: number
  readonly from: Severity
  readonly to: Severity
  readonly held: Level
  readonly measure: string | null
  /** Since which second what it rests on has been so. */
  readonly since: number
}

/** The moment so many seconds into a story. */
export function moment(seconds: number): Date {
  return new Date(Date.parse('2026-01-01T12:00:00.000Z') + seconds * 1000)
}

const patience = {
  enterAfterSeconds: { warning: 120, critical: 60, emergency: 0 },
  leaveAfterSeconds: 300,
} as const

/** Makes an observation of a sight, of a subject that is read every minute. */
function seen(seconds: number, revision: number, sight: Sight): Seen<string> {
  const place = { revision: BigInt(revision), eventId: `event ${revision}`, intervalSeconds: 60 }
  const message = 'It did not answer.'
  const found: Seen<string>['found'] =
    sight === 'failed'
      ? { kind: 'failure', message }
      : { kind: 'sample', sample: `sample ${revision}`, tracks: tracksOf(sight) }
  return { ...place, receivedAt: moment(seconds), found }
}

function tracksOf(sight: Exclude<Sight, 'failed'>): readonly Track[] {
  if (isOne(sight)) return [trackOf('all', sight)]
  return Object.entries(sight).map(([measure, one]) => trackOf(measure, one))
}

function isOne(sight: Exclude<Sight, 'failed'>): sight is One {
  return typeof sight === 'string' || 'observed' in sight
}

function trackOf(measure: string, one: One): Track {
  const { observed, retained } = typeof one === 'string' ? { observed: one, retained: one } : one
  return { measure, observed, retained, ...patience }
}

/** Answers how the severity of a subject turned as it was seen. */
export function turnsOf(
  sights: readonly (readonly [seconds: number, sight: Sight])[],
): readonly Turn[] {
  const turns: Turn[] = []
  let dwell: Dwell<string> | undefined
  let standing: Standing = { severity: 'unknown', held: 'ok' }
  for (const [revision, [at, sight]] of sights.entries()) {
    dwell = foldDwell(dwell, seen(at, revision, sight))
    const next = step(standing, dwell)
    if (!next) continue
    const { severity, held, measure, becameTrueAt } = next
    const since = (becameTrueAt.getTime() - moment(0).getTime()) / 1000
    turns.push({ at, from: standing.severity, to: severity, held, measure, since })
    standing = { severity, held }
  }
  return turns
}

/** The same sight every minute, from one second of the story to another. */
export function everyMinute(
  from: number,
  to: number,
  sight: Sight,
): readonly (readonly [number, Sight])[] {
  return Array.from({ length: Math.floor((to - from) / 60) + 1 }, (_, n) => [from + n * 60, sight])
}
