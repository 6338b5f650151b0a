import type { TakenList } from '../http/sent-list.ts'
import type { CommandOrigin } from '../http/command-of.ts'
import type { Caller } from '../http/route.ts'
import type { Recorded } from '../event.ts'
import type { OwnAction } from '../healing/healable.ts'
import type { MeasureLimits, Unit } from './measure.ts'
import type { Level, Severity } from './levels.ts'

/** A measure as it is shown. */
export interface ShownMeasure {
  readonly name: string
  readonly title: string
  readonly unit: Unit
  readonly limits: MeasureLimits | null
}

/** When a measure will reach what its forecast asks for. */
export interface SubjectForecast {
  readonly reachesInSeconds: number
  readonly lowSeconds: number
  readonly highSeconds: number
  /** How bad that is. */
  readonly level: Level
}

/** The last reading of a subject that succeeded, judged by itself, whatever is recorded yet. */
export interface LastReading {
  readonly eventId: string
  /** When Decklog received it. */
  readonly at: Date
  /** The worst level whose limit it passes. */
  readonly level: Level
  readonly intervalSeconds: number
  /** The longest that any of its limits must have been won back before its level is left. */
  readonly leaveAfterSeconds: number
}

/** Something to do about a subject. */
export interface GuardAction {
  readonly code: string
  readonly title: string
  readonly why: string
}

/** How one subject of a guard stands. */
export interface GuardSubject {
  /** UUID; the same host, board and subject give the same. */
  readonly id: string
  readonly host: string | null
  readonly boardId: string | null
  readonly subject: string
  /** `unknown` while nobody can read it. */
  readonly level: Severity
  /** The last known level, which holds meanwhile. */
  readonly held: Level
  readonly since: Date | null
  /** A sentence. */
  readonly text: string
  readonly values: Readonly<Record<string, number>>
  /** Those of its last reading. */
  readonly measures: readonly ShownMeasure[]
  readonly forecast: Readonly<Record<string, SubjectForecast>>
  readonly readAt: Date | null
  /** Why it could not be read last; null when it was. */
  readonly failure: string | null
  readonly state: 'read' | 'failing' | 'silent' | 'gone' | 'forgotten'
  /** When it was forgotten last: from then on it blocked nothing, until it was seen again. */
  readonly forgottenAt?: Date | null
  /** Ids of the events that make it so. */
  readonly eventIds: readonly string[]
  /** What to do about it, the most urgent first. */
  readonly actions?: readonly GuardAction[]
  /** Columns of the guard's own. */
  readonly more?: Readonly<Record<string, string | number | boolean | null>>
}

/** A recorded change of a subject's level. */
export interface GuardTransition {
  readonly from: Severity
  readonly to: Severity
  readonly held: Level
  readonly at: Date
  readonly becameTrueAt: Date
  readonly text: string
  readonly eventId: string
}

/** How one measure went in one bucket of time. */
export interface GuardBucket {
  readonly start: Date
  readonly measure: string
  readonly min: number
  readonly max: number
  readonly mean: number | null
  readonly last: number
  readonly count: number
}

/** How a subject stands, and nothing else of it. */
export type SubjectStanding = Pick<GuardSubject, 'level' | 'state' | 'boardId'>

/** How a subject stood after an event that changed that. */
export type PastSubject = Pick<
  GuardSubject,
  'id' | 'host' | 'boardId' | 'subject' | 'level' | 'since' | 'text' | 'eventIds'
>

/** How subjects of a guard stood at times that are past. */
export interface GuardPast {
  /** Types of the events that changed it. */
  readonly types: readonly string[]
  /** How long, at most, a limit must have been won back before its level is left. */
  readonly leaveAfterSeconds: number
  /** How the subject stood after one of them: what was forgotten at `ok`. Undefined: it tells of none. */
  after(event: Recorded): PastSubject | undefined
}

/** Which subjects are wanted. */
export interface SubjectsQuery {
  /** Those of these ids. */
  readonly keys?: readonly string[]
  readonly host?: string
  readonly subject?: string
  readonly boardId?: string
  /** Those of these boards, and those of none. */
  readonly boards?: readonly string[]
  readonly forgotten?: 'shown' | 'hidden'
  /** Id after which to go on. */
  readonly after?: string
  readonly limit?: number
}

/** Which history is wanted. */
export interface GuardHistoryQuery {
  readonly resolution: '5m' | '1h' | '1d'
  readonly from: Date
  readonly to: Date
  /** Most buckets. */
  readonly limit: number
}

/** Why a subject is forgotten, and who asks. */
export interface ForgetRequest {
  readonly reason: string
  readonly origin: CommandOrigin
}

/** Who brings readings. */
export interface ReadingsOrigin {
  readonly caller: Caller
  readonly idempotencyKey?: string
}

/** What became of a list of readings. */
export type TakenReadings = TakenList<'subject_id'>

/**
 * A guard as `/guards`, `decklog check` and consoles read it. Core makes it of a `defineGuard`; a full plugin gives one of its own as
 * `Contribution.guard`, and is then a guard like any other.
 */
export interface GuardView {
  readonly title: string
  readonly summary: string
  readonly everySeconds: number
  readonly measures: readonly ShownMeasure[]
  /** What the read models are that its answers are made from, for `shows`. */
  readonly needs: readonly string[]
  /** Subjects in the order of their ids, and the position they are current to. */
  subjects(
    query: SubjectsQuery,
  ): Promise<{ readonly subjects: readonly GuardSubject[]; readonly position: bigint }>
  /** How all that are wanted stand: read faster than all that is known of them. Absent: `subjects` tells it. */
  standings?(query: SubjectsQuery): Promise<readonly SubjectStanding[]>
  /** One of them, by its id. */
  subject(id: string): Promise<GuardSubject | undefined>
  /** What was read of it last; absent: nothing shows whether one of its subjects was healed. */
  lastReading?(id: string): Promise<LastReading | undefined>
  /** How its subjects stood; absent: policies that heal them cannot be tried on what was recorded. */
  readonly past?: GuardPast
  /** What the guard can do about a subject itself, by name, when a policy says so. */
  readonly heals?: Readonly<Record<string, OwnAction>>
  /** Newest first; those since a moment, and the one before it, where it is given. */
  transitions(id: string, limit: number, since?: Date): Promise<readonly GuardTransition[]>
  /** Oldest first. */
  history(id: string, query: GuardHistoryQuery): Promise<readonly GuardBucket[]>
  /** Forgets a subject that does not come back; absent: its owner has a way of its own. */
  forget?(id: string, request: ForgetRequest): Promise<{ readonly position: bigint }>
  /** Takes readings that others bring; absent: it reads by itself. */
  readonly take?: (readings: readonly unknown[], origin: ReadingsOrigin) => Promise<TakenReadings>
}
