import type { DomainEvent, Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import type { Shared } from '../plugin.ts'
import type { Redeciding } from '../auditing/redeciding/redeciding.ts'
import { redecideByFacts } from '../auditing/redeciding/redecide-answer.ts'
import { judgingGuard } from './answering/guard-gate.ts'
import { createDaySweep } from './days/close-days.ts'
import { createForgetSweep } from './forget-gone.ts'
import { SilenceSweep } from './find-silent.ts'
import { forgetSubject, type KnownSubject } from './forget-subject.ts'
import type { Measures } from './measure.ts'
import type { Sample } from './guard-data.ts'
import { daysOf } from './guard-days.ts'
import { guardEvent, type GuardEvent, type GuardObservation, isOf } from './guard-events.ts'
import type { Seen } from './judging/dwell.ts'
import { createJudging, type Judged } from './judging/judge-observations.ts'
import { judgeAll, type Track } from './judging/judge.ts'
import { type Change, neverJudged } from './judging/level-decider.ts'
import { createLevelRedeciding } from './judging/redecide-levels.ts'
import { levelStream, namesOf, type Subject } from './subject.ts'
import { describeSample } from './words.ts'

interface JudgedGuard {
  readonly guard: string
  readonly measures: Measures
  readonly retentionSeconds: number
}

/** What judges the readings of a guard and summarises its days, to be run with those of all other guards. */
export function judgeGuard(
  host: Pick<Host, 'read' | 'execute' | 'clock' | 'rows' | 'all' | 'isHeld'>,
  { guard, measures, retentionSeconds }: JudgedGuard,
): Shared {
  const judged = judgedOf(guard, measures)
  const judge = createJudging(host, judged)
  const known = async <Row extends KnownSubject>(): Promise<readonly Row[]> =>
    (await host.all<Row>('guard-levels', { equals: { guard, known: true } })).rows
  return {
    kind: 'guards',
    reactsTo: {
      [`${guard}.Sampled`]: judge,
      [`${guard}.ReadFailed`]: judge,
      [`${guard}.Forgotten`]: judge,
      // What others recorded of a level must not be taken for what it was.
      [`${guard}.LevelChanged`]: async event => {
        if (isOf(event, 'LevelChanged') && event.data.reason === 'silent') await judge(event)
      },
    },
    sweeps: [
      new SilenceSweep(host, { guard, standingAfter: judged.standingAfter }),
      createDaySweep(host, daysOf(host, guard, retentionSeconds)),
      createForgetSweep<KnownSubject>(host, {
        rows: known,
        forget: (row, reason) => forgetSubject(host, { guard, row }, { reason }),
      }),
    ],
  }
}

interface RedecidedGate {
  readonly gate: Parameters<typeof judgingGuard>[0]
}

/** Judges samples of a guard again by the limits that they carry, and changes of level by the samples. */
export function redecideGuard(
  host: Pick<Host, 'read'>,
  { guard, measures, gate }: Pick<JudgedGuard, 'guard' | 'measures'> & RedecidedGate,
): Redeciding {
  const levels = createLevelRedeciding(host, judgedOf(guard, measures))
  const note = async (event: Recorded): Promise<null> => {
    await levels.note(event)
    return null
  }
  return {
    events: {
      [`${guard}.Sampled`]: note,
      [`${guard}.ReadFailed`]: note,
      [`${guard}.Forgotten`]: note,
      [`${guard}.LevelChanged`]: async event =>
        isOf(event, 'LevelChanged') ? levels.judge(event, event.data) : null,
    },
    gates: { [guard]: redecideByFacts(judgingGuard(gate)) },
  }
}

/** How the readings of a guard are judged. */
export function judgedOf(guard: string, measures: Measures): Judged<Subject, Sample, DomainEvent> {
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
    change: (subject, change) => levelChanged({ guard, measures }, subject, change),
  }
}

/** An observation as judging looks at it. */
function seen(event: Recorded<GuardObservation>): Seen<Sample> {
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
  // What nobody set a limit for is well as long as it is read; where all that has limits was left out, nothing is known.
  if (Object.keys(limits).length > 0) return judgeAll(values, limits)
  const well = {
    observed: 'ok',
    retained: 'ok',
    enterAfterSeconds: {},
    leaveAfterSeconds: 0,
  } as const
  return [{ measure: '', ...well }]
}

function levelChanged(
  { guard, measures }: Pick<JudgedGuard, 'guard' | 'measures'>,
  subject: Subject,
  change: Change<Sample>,
): GuardEvent {
  const { from, severity: to, held, reason, becameTrueAt, dwell, sample } = change
  const failed = `${dwell.failedReads} readings in a row failed: ${dwell.failureMessage ?? ''}`
  return guardEvent(guard, 'LevelChanged', {
    ...namesOf(subject),
    ...{ from, to, held, reason },
    text: sample ? describeSample(sample, measures) : failed,
    becameTrueAt: becameTrueAt.toISOString(),
    observationId: dwell.observationId,
    observedAt: dwell.observedAt.toISOString(),
    values: sample && sample.values,
  })
}

function namedIn({ data }: Recorded<GuardEvent>): Subject {
  return namesOf(data)
}
