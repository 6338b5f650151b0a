import type { DomainEvent, Recorded } from '../../event.ts'
import type { Host } from '../../host.ts'

import { type Dwell, foldDwell, type Seen } from './dwell.ts'
import {
  createLevelDecider,
  type LevelEvents,
  neverJudged,
  nextStep,
  type RecordedStanding,
} from './level-decider.ts'
import { readDwell } from './read-dwell.ts'

/** What is judged: how its observations are seen, and how its severities are recorded. */
export interface Judged<Subject, Sample, E extends DomainEvent> extends LevelEvents<
  Subject,
  Sample,
  E
> {
  /** What an event shows; null of one that is no observation. */
  see(event: Recorded<E>): Seen<Sample> | null
  /** Null of an event that is about none. */
  subjectOf(event: Recorded<E>): Subject | null
  /** The stream of a subject's severity; one subject, one stream. */
  levelStream(subject: Subject): string
}

/** What is kept of a subject between its observations. */
interface Kept<Sample> {
  readonly dwell: Dwell<Sample>
  /** Where its stream has it; null when that is to be read. */
  readonly standing: RecordedStanding | null
}

/** What was not observed for so long is folded anew when it is again, so that what is kept has an end. */
const keptMs = 3_600_000

/**
 * Creates the reaction that judges subjects: after each of their observations, and after whatever else is recorded of their severity
 * by others, as that one was forgotten. What a subject's observations come to is kept between them; a leader that has missed some,
 * or sees a subject for the first time, folds them from the ledger.
 */
export function createJudging<Subject, Sample, E extends DomainEvent>(
  host: Pick<Host<object, E>, 'read' | 'execute'>,
  judged: Judged<Subject, Sample, E>,
): (event: Recorded<E>) => Promise<void> {
  const decider = createLevelDecider(judged)
  const kept = createMemory<Sample>()

  const readStanding = async (stream: string): Promise<RecordedStanding> => {
    for await (const event of host.read(stream, { direction: 'backwards' })) {
      const standing = judged.standingAfter(event)
      if (standing) return standing
    }
    return neverJudged
  }

  return async event => {
    const subject = judged.subjectOf(event)
    if (!subject) return
    const stream = judged.levelStream(subject)
    const seen = judged.see(event)
    if (!seen) return kept.drop(stream)
    const known = kept.of(stream)
    const follows = known && seen.revision <= known.dwell.revision + 1n
    const before = follows ? known.dwell : await readDwell(host, judged, event)
    const dwell = foldDwell(before, seen)
    // Who has missed observations has missed what came of them.
    const standing = (follows ? known.standing : null) ?? (await readStanding(stream))
    kept.keep(stream, { dwell, standing })
    if (!nextStep(standing, dwell)) return
    const command = { subject, dwell }
    kept.keep(stream, { dwell, standing: null })
    const { events } = await host.execute(decider, { stream, command, causationId: event.id })
    const last = events.at(-1)
    if (last) kept.keep(stream, { dwell, standing: judged.standingAfter(last) })
  }
}

/** Keeps what is observed often enough, by stream. */
function createMemory<Sample>(): {
  of(stream: string): Kept<Sample> | undefined
  keep(stream: string, one: Kept<Sample>): void
  drop(stream: string): void
} {
  // The least recently observed first.
  const kept = new Map<string, Kept<Sample>>()
  return {
    of: stream => kept.get(stream),
    keep(stream, one) {
      kept.delete(stream)
      kept.set(stream, one)
      const oldest = one.dwell.observedAt.getTime() - keptMs
      for (const [key, { dwell }] of kept) {
        if (dwell.observedAt.getTime() >= oldest) break
        kept.delete(key)
      }
    },
    drop: stream => void kept.delete(stream),
  }
}
