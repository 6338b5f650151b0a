import type { DomainEvent, Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import type { Shared, Sweep } from '../plugin.ts'
import { createDaySweep, type DayOwner } from './days/close-days.ts'
import { dayOf } from './days/calendar.ts'
import { createTally, type Tally } from './days/statistics.ts'
import type { DaySummary, Kept, Sample } from './guard-data.ts'
import { guardEvent, type GuardEvent, type GuardObservation, isOf } from './guard-events.ts'
import type { Seen } from './judging/dwell.ts'
import { createJudging, type Judged } from './judging/judge-observations.ts'
import { judgeAll, type Track } from './judging/judge.ts'
import { type Change, neverJudged } from './judging/level-decider.ts'
import { dayStream, levelStream, sampleStream, type Subject } from './subject.ts'
import { describeSample } from './words.ts'

/** What judges the readings of a guard and summarises its days, to be run with those of all other guards. */
export function judgeGuard(
  host: Pick<Host, 'read' | 'execute' | 'clock' | 'all'>,
  guard: string,
  retentionSeconds: number,
): Shared {
  const judge = createJudging(host, judgedOf(guard))
  return {
    kind: 'guards',
    reactsTo: {
      [`${guard}.Sampled`]: judge,
      [`${guard}.ReadFailed`]: judge,
      [`${guard}.Forgotten`]: judge,
    },
    sweep: sweepOf(host, guard, retentionSeconds),
  }
}

function judgedOf(guard: string): Judged<Subject, Sample, DomainEvent> {
  return {
    see: event => (isOf(event, 'Sampled', 'ReadFailed') ? seen(event) : null),
    subjectOf: event => namedIn(event as Recorded<GuardEvent>),
    levelStream: ({ subjectId }) => levelStream(guard, subjectId),
    standingAfter(event) {
      // What was observed before a subject was forgotten says nothing of it any more.
      if (isOf(event, 'Forgotten')) return { ...neverJudged, observedAt: event.receivedAt }
      if (!isOf(event, 'LevelChanged')) return neverJudged
      const { to, held, observedAt } = event.data
      return { severity: to, held, observedAt: new Date(observedAt) }
    },
    change: (subject, change) => levelChanged(guard, subject, change),
  }
}

/** An observation as judging looks at it. */
export function seen(event: Recorded<GuardObservation>): Seen<Sample> {
  const { revision, id: eventId, receivedAt, data } = event
  const { intervalSeconds } = data
  const found: Seen<Sample>['found'] =
    'message' in data
      ? { kind: 'failure', message: data.message }
      : { kind: 'sample', sample: data, tracks: tracksOf(data) }
  return { revision, eventId, receivedAt, intervalSeconds, found }
}

function tracksOf({ found, values, limits }: Sample): readonly Track[] {
  if (found) {
    const { level, enterAfterSeconds: after, leaveAfterSeconds } = found
    const enterAfterSeconds = { warning: after, critical: after, emergency: after }
    return [{ measure: '', observed: level, retained: level, enterAfterSeconds, leaveAfterSeconds }]
  }
  const tracks = judgeAll(values, limits)
  // What nobody set a limit for is well as long as it is read.
  const well = {
    observed: 'ok',
    retained: 'ok',
    enterAfterSeconds: {},
    leaveAfterSeconds: 0,
  } as const
  return tracks.length > 0 ? tracks : [{ measure: '', ...well }]
}

function levelChanged(guard: string, subject: Subject, change: Change<Sample>): GuardEvent {
  const { from, severity: to, held, reason, becameTrueAt, dwell, sample } = change
  const failed = `${dwell.failedReads} readings in a row failed: ${dwell.failureMessage ?? ''}`
  return guardEvent(guard, 'LevelChanged', {
    ...namesOf(subject),
    ...{ from, to, held, reason },
    text: sample ? describeSample(sample) : failed,
    becameTrueAt: becameTrueAt.toISOString(),
    observationId: dwell.observationId,
    observedAt: dwell.observedAt.toISOString(),
    values: sample && sample.values,
  })
}

function namedIn({ data }: Recorded<GuardEvent>): Subject {
  return namesOf(data)
}

/** What names a subject, of whatever names it too. */
export function namesOf({ subjectId, host, boardId, subject }: Subject): Subject {
  return { subjectId, host, boardId, subject }
}

function sweepOf(
  host: Pick<Host, 'read' | 'execute' | 'clock' | 'all'>,
  guard: string,
  retentionSeconds: number,
): Sweep {
  return createDaySweep(host, daysOf(host, guard, retentionSeconds))
}

type Row = { readonly _key: string } & Record<'host' | 'board_id', string | null> & {
    readonly subject: string
  }

function daysOf(
  host: Pick<Host, 'all'>,
  guard: string,
  retentionSeconds: number,
): DayOwner<Subject, DaySummary, DomainEvent> {
  return {
    retentionSeconds,
    async subjects() {
      const columns = ['host', 'board_id', 'subject']
      const { rows } = await host.all<Row>('guard-levels', { equals: { guard }, columns })
      return rows.map(row => ({
        ...{ subjectId: row._key, host: row.host, boardId: row.board_id, subject: row.subject },
      }))
    },
    observationStream: ({ subjectId }) => sampleStream(guard, subjectId),
    dayStream: ({ subjectId }) => dayStream(guard, subjectId),
    tell(event) {
      if (isOf(event, 'DaySummarised')) {
        const { day, nextRevision } = event.data
        return { kind: 'summarised', day, nextRevision: BigInt(nextRevision) }
      }
      return isOf(event, 'DetailExpired') ? { kind: 'expired', day: event.data.day } : null
    },
    summarised: summary => guardEvent(guard, 'DaySummarised', summary),
    expired: (subject, day) => guardEvent(guard, 'DetailExpired', { ...namesOf(subject), day }),
    isObservation: event => isOf(event, 'Sampled', 'ReadFailed'),
    open: () => openDay(),
  }
}

/** Folds the observations of one subject on one day. */
function openDay(): { take(event: Recorded): void; end(): DaySummary } {
  const tallies = new Map<string, Tally>()
  let samples = 0
  let failedReads = 0
  let last: Recorded<GuardObservation> | undefined
  let lastSample: Recorded<GuardEvent<'Sampled'>> | undefined
  let lastFailure: Recorded<GuardEvent<'ReadFailed'>> | undefined

  return {
    take(event) {
      if (isOf(event, 'Sampled')) {
        samples += 1
        last = lastSample = event
        for (const [name, value] of Object.entries(event.data.values)) {
          const tally = tallies.get(name) ?? createTally()
          tallies.set(name, tally)
          tally.take(value)
        }
      } else if (isOf(event, 'ReadFailed')) {
        failedReads += 1
        last = lastFailure = event
      }
    },
    end() {
      if (!last) throw new TypeError('a day without an observation is no day')
      const measures = [...tallies].flatMap(([name, tally]) => {
        const statistics = tally.end()
        return statistics ? [[name, statistics] as const] : []
      })
      return {
        ...namesOf(last.data),
        day: dayOf(last.receivedAt),
        ...{ samples, failedReads, measures: Object.fromEntries(measures) },
        lastSample: keep(lastSample),
        lastFailure: keep(lastFailure),
        nextRevision: String(last.revision + 1n),
      }
    },
  }
}

function keep<Data>(
  event: { readonly id: string; readonly receivedAt: Date; readonly data: Data } | undefined,
): Kept<Data> | null {
  if (!event) return null
  return { eventId: event.id, receivedAt: event.receivedAt.toISOString(), data: event.data }
}
