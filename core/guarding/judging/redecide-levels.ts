import type { DomainEvent, Recorded } from '../../event.ts'
import type { Host } from '../../host.ts'
import type { Redecided } from '../../auditing/redeciding/redeciding.ts'
import { type Dwell, foldDwell } from './dwell.ts'
import type { Judged } from './judge-observations.ts'
import { neverJudged, nextStep, type RecordedStanding, stepIntoSilence } from './level-decider.ts'
import { readDwell } from './read-dwell.ts'

/** What is recorded of a change of severity, as far as it is judged again. */
export interface RecordedChange {
  readonly from: string
  readonly to: string
  readonly held: string
  readonly reason: string
  /** The observation that it was judged at. */
  readonly observationId: string
}

/** Judges changes of severity again. */
export interface LevelRedeciding<E extends DomainEvent> {
  /** Takes note of an observation, and of whatever else moves a severity. */
  note(event: Recorded<E>): Promise<void>
  /** Judges a change again, by the observations up to the one that it was judged at. */
  judge(event: Recorded<E>, change: RecordedChange): Promise<Redecided>
}

interface Followed<Sample> {
  last: Dwell<Sample> | undefined
  /** What the observations had come to, by the last of them. */
  readonly dwells: Map<string, Dwell<Sample>>
  standing: RecordedStanding | undefined
}

// A reaction that has been away catches up with what has come meanwhile.
const mostKept = 512

/** Creates what follows the observations of subjects and judges each change of their severity again, by the same pure steps. */
export function createLevelRedeciding<Subject, Sample, E extends DomainEvent>(
  host: Pick<Host<object, E>, 'read'>,
  judged: Judged<Subject, Sample, E>,
): LevelRedeciding<E> {
  const followed = new Map<string, Followed<Sample>>()

  const follow = (stream: string): Followed<Sample> => {
    const known = followed.get(stream) ?? {
      last: undefined,
      dwells: new Map(),
      standing: undefined,
    }
    followed.set(stream, known)
    return known
  }

  const noteStanding = (one: Followed<Sample>, event: Recorded<E>): void => {
    one.standing = judged.standingAfter(event) ?? one.standing
  }

  const standingBefore = async ({ stream, revision }: Recorded<E>): Promise<RecordedStanding> => {
    if (revision === 0n) return neverJudged
    const past = host.read(stream, { direction: 'backwards', from: revision - 1n })
    for await (const event of past) {
      const standing = judged.standingAfter(event)
      if (standing) return standing
    }
    return neverJudged
  }

  return {
    async note(event) {
      const subject = judged.subjectOf(event)
      if (!subject) return
      const one = follow(judged.levelStream(subject))
      const seen = judged.see(event)
      if (!seen) return noteStanding(one, event)
      // Where it begins in the midst of a stream, what was before counts as well.
      const before =
        one.last ?? (seen.revision > 0n ? await readDwell(host, judged, event) : undefined)
      one.last = foldDwell(before, seen)
      one.dwells.set(seen.eventId, one.last)
      const [oldest] = one.dwells.keys()
      if (one.dwells.size > mostKept && oldest !== undefined) one.dwells.delete(oldest)
    },
    async judge(event, { observationId, ...recorded }) {
      const one = follow(event.stream)
      const standing = one.standing ?? (await standingBefore(event))
      const dwell = one.dwells.get(observationId)
      noteStanding(one, event)
      if (!dwell) return 'gone'
      const silent = recorded.reason === 'silent'
      const next = silent ? stepIntoSilence(standing) : nextStep(standing, dwell)
      const judgedNow = next && {
        ...{ from: standing.severity, to: next.severity, held: next.held, reason: next.reason },
      }
      const { from, to, held, reason } = recorded
      const what = 'the change of severity'
      return [{ what, of: 'facts', recorded: { from, to, held, reason }, judged: judgedNow }]
    },
  }
}
