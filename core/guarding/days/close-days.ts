import type { DomainEvent, Recorded } from '../../event.ts'
import type { Host } from '../../host.ts'
import type { Sweep } from '../../plugin.ts'
import { originOf } from '../../history/origin.ts'
import { addDays, dayOf } from './calendar.ts'
import {
  createDaysDecider,
  type DayEvents,
  type Days,
  type DayTold,
  foldBackwards,
} from './days-decider.ts'
import { type DayFold, type DayFolds, readDays } from './read-days.ts'

/** What is summarised: whose days, how, and how that is recorded. */
export interface DayOwner<Subject, Summary extends { readonly day: string }, E extends DomainEvent>
  extends DayEvents<Subject, Summary, E>, Pick<DayFolds<E, Summary>, 'isObservation'> {
  /** Begins a day of a subject by its first observation, which is taken as the others are. */
  open(first: Recorded<E>, subject: Subject): DayFold<E, Summary>
  /** All subjects that were ever observed. */
  subjects(): Promise<readonly Subject[]>
  observationStream(subject: Subject): string
  dayStream(subject: Subject): string
  /** How long observations are kept, in seconds; two days at least. */
  readonly retentionSeconds: number
}

type DayHost<E extends DomainEvent> = Pick<Host<object, E>, 'read' | 'execute' | 'isHeld'>

/** A day is over when it has been for this long: what waited for the ledger at midnight has arrived. */
const GRACE_MS = 300_000

/** A day that nothing was observed after is given up on after so many more: its subject is gone. */
const WAIT_DAYS = 1

/** Detail goes this many days before the first of its observations expires, so that a rebuild never finds a day half expired. */
const MARGIN_DAYS = 1

/** The days of one that fails hold up no other's; where so many fail, it is not they. */
const MOST_FAILURES = 10

/** Creates the sweep that summarises each UTC day of each subject, once it is over. */
export function createDaySweep<
  Subject,
  Summary extends { readonly day: string },
  E extends DomainEvent,
>(host: DayHost<E> & Pick<Host, 'clock'>, owner: DayOwner<Subject, Summary, E>): Sweep {
  let closedOn = ''
  const closed = new Set<string>()
  return {
    name: 'summarise-days',
    everySeconds: 300,
    async run(signal) {
      const today = dayOf(new Date(host.clock.now().getTime() - GRACE_MS))
      if (today !== closedOn) closed.clear()
      closedOn = today
      const failures: unknown[] = []
      for (const subject of await owner.subjects()) {
        const stream = owner.dayStream(subject)
        if (closed.has(stream)) continue
        if (signal.aborted || failures.length >= MOST_FAILURES) break
        try {
          const { waiting } = await closeDays(host, owner, { subject, today, signal })
          if (!waiting) closed.add(stream)
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}

/** Closes the days of one subject that are over before `today`; tells whether one waits for what may still be under way. */
async function closeDays<Subject, Summary extends { readonly day: string }, E extends DomainEvent>(
  host: DayHost<E>,
  owner: DayOwner<Subject, Summary, E>,
  {
    subject,
    today,
    signal,
  }: { readonly subject: Subject; readonly today: string; readonly signal: AbortSignal },
): Promise<{ readonly waiting: boolean }> {
  const stream = owner.dayStream(subject)
  const decider = createDaysDecider(owner)
  const days = await foldBackwards(
    mapped(host.read(stream, { direction: 'backwards' }), event => owner.tell(event)),
  )
  const observed = owner.observationStream(subject)
  // The detail of what is held stays as its observations do.
  const detailFrom = host.isHeld(observed)
    ? ''
    : addDays(today, MARGIN_DAYS + 1 - Math.floor(owner.retentionSeconds / 86_400))
  const patient = addDays(today, -WAIT_DAYS)
  // No day waits for longer than its detail is kept.
  const waitFrom = patient > detailFrom ? patient : detailFrom
  const observations = host.read(observed, { from: await placeOf(host, observed, days), signal })
  const toClose = { after: days.lastDay, before: today, waitFrom }
  const folds: DayFolds<E, Summary> = {
    isObservation: event => owner.isObservation(event),
    open: first => owner.open(first, subject),
  }
  const { summaries, waiting } = await readDays(observations, folds, toClose)
  const command = { subject, summaries, detailFrom }
  if (decider.decide(command, days).length > 0) await host.execute(decider, { stream, command })
  return { waiting }
}

/**
 * Where to read on: at the revision that was kept, where the one before it is still what it was then. In a copy of a ledger, revisions of a
 * stream whose oldest events had expired are others, so there all is read that is left; what days it belongs to, its times tell.
 */
async function placeOf<E extends DomainEvent>(
  host: Pick<Host<object, E>, 'read'>,
  stream: string,
  { lastDay, nextRevision }: Days,
): Promise<bigint> {
  if (lastDay === null || nextRevision === 0n) return 0n
  for await (const before of host.read(stream, { from: nextRevision - 1n, limit: 1 })) {
    const isHere = originOf(before).revision === before.revision
    const isAsKept = before.revision < nextRevision && dayOf(before.receivedAt) <= lastDay
    return isHere && isAsKept ? nextRevision : 0n
  }
  return 0n
}

async function* mapped<E extends DomainEvent>(
  events: AsyncIterable<Recorded<E>>,
  tell: (event: Recorded<E>) => DayTold | null,
): AsyncGenerator<DayTold | null> {
  for await (const event of events) yield tell(event)
}
