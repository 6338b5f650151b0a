import type { Decider, DomainEvent, Recorded } from '../../event.ts'

/** What has been kept of a subject's days. */
export interface Days {
  /** The last day that was summarised. */
  readonly lastDay: string | null
  /** Where in the observations' stream the day after it begins. */
  readonly nextRevision: bigint
  /** Summarised days whose detail is still there, oldest first. */
  readonly detailed: readonly string[]
}

/** Close the days that are over, and let go of the detail of days whose observations are about to expire. */
export interface CloseDays<Subject, Summary> {
  readonly subject: Subject
  readonly summaries: readonly Summary[]
  /** Detail is kept from this day on. */
  readonly detailFrom: string
}

/** What an event says of days. */
export type DayTold =
  | { readonly kind: 'summarised'; readonly day: string; readonly nextRevision: bigint }
  | { readonly kind: 'expired'; readonly day: string }

/** How an owner names what is recorded of days. */
export interface DayEvents<Subject, Summary, E extends DomainEvent> {
  /** What an event of the stream of days says; null of any other. */
  tell(event: Recorded<E>): DayTold | null
  summarised(summary: Summary): E
  expired(subject: Subject, day: string): E
}

/** How the days of a subject stand of which none is over. */
const noDays: Days = { lastDay: null, nextRevision: 0n, detailed: [] }

/** Makes the rules of a subject's stream of days: a day is summarised once, in order, and its detail expires once. */
export function createDaysDecider<
  Subject,
  Summary extends { readonly day: string },
  E extends DomainEvent,
>(
  events: DayEvents<Subject, Summary, E>,
): Required<
  Pick<
    Decider<Days, CloseDays<Subject, Summary>, E>,
    'initial' | 'evolve' | 'decide' | 'foldVersion'
  >
> {
  return {
    initial: noDays,
    foldVersion: 1,
    evolve: (days, event) => evolve(days, events.tell(event)),
    decide({ subject, summaries, detailFrom }, { lastDay, detailed }) {
      const fresh = summaries.filter(({ day }) => lastDay === null || day > lastDay)
      const expired = [...detailed, ...fresh.map(({ day }) => day)].filter(day => day < detailFrom)
      return [
        ...fresh.map(summary => events.summarised(summary)),
        ...expired.map(day => events.expired(subject, day)),
      ]
    },
  }
}

function evolve(days: Days, told: DayTold | null): Days {
  switch (told?.kind) {
    case 'summarised': {
      const { day, nextRevision } = told
      return { lastDay: day, nextRevision, detailed: [...days.detailed, day] }
    }
    case 'expired':
      return { ...days, detailed: days.detailed.filter(day => day !== told.day) }
    case undefined:
      return days
    default:
      return told satisfies never
  }
}

/** Folds a stream of days read backwards, as far back as anything of it counts: a year of days is not read for the last of them. */
export async function foldBackwards(told: AsyncIterable<DayTold | null>): Promise<Days> {
  let last: Pick<Days, 'lastDay' | 'nextRevision'> = noDays
  let expired = ''
  const detailed: string[] = []
  for await (const one of told) {
    if (one?.kind === 'expired' && one.day > expired) expired = one.day
    if (one?.kind !== 'summarised') continue
    if (last.lastDay === null) last = { lastDay: one.day, nextRevision: one.nextRevision }
    // Detail is let go in the order of days: what is older has none.
    if (one.day <= expired) break
    detailed.unshift(one.day)
  }
  return { ...last, detailed }
}
