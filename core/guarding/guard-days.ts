import type { DomainEvent, Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import { dayOf } from './days/calendar.ts'
import type { DayOwner } from './days/close-days.ts'
import { createTally, type Tally } from './days/statistics.ts'
import { keptOf } from './folding/observed.ts'
import { type DaySummary, most } from './guard-data.ts'
import { guardEvent, type GuardEvent, type GuardObservation, isOf } from './guard-events.ts'
import { dayStream, namesOf, sampleStream, type Subject } from './subject.ts'

type Row = { readonly _key: string } & Record<'host' | 'board_id', string | null> & {
    readonly subject: string
  }

/** How the days of a guard's subjects are summarised. */
export function daysOf(
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
          // What changes its names with every reading is kept as far as there is room for it.
          if (!tallies.has(name) && tallies.size >= most.values) continue
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
        lastSample: keptOf(lastSample),
        lastFailure: keptOf(lastFailure),
        nextRevision: String(last.revision + 1n),
      }
    },
  }
}
