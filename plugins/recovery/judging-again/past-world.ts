import type {
  Gap,
  Healable,
  HealableSubject,
  PastThings,
  Recorded,
} from '../../../core/plugin-api.ts'
import type { RecoveryEvent } from '../events.ts'
import { type Candidate, candidatesAmong, longestFirst } from '../planning/world.ts'
import type { Policy } from '../policy.ts'

/** How everything stood at a moment of the past, but for what was tried. */
export interface PastWorld {
  take(event: Recorded): void
  /** Takes note of a time in which Decklog could not see; it may be told before that time is looked at. */
  blind(gap: Gap): void
  gapsAt(ms: number): readonly Gap[]
  /** The first moment from this one on at which Decklog could see. */
  seesFrom(ms: number): number
  /** What ailed that these policies are for, the longest first. */
  candidates(): readonly Candidate[]
  /** All that ailed, by its kind and its id. */
  ailing(): ReadonlyMap<string, HealableSubject>
  policies(): readonly Policy[]
}

/** Creates what follows it through the ledger. */
export function createPastWorld(
  policies: readonly Policy[],
  healables: readonly Healable[],
): PastWorld {
  const followed = healables.flatMap(follow)
  const atRest = new Set<string>()
  const gaps: Gap[] = []
  const acting = (): readonly Policy[] =>
    policies.filter(({ name, mode }) => mode !== 'off' && !atRest.has(name))
  return {
    take(event) {
      for (const { types, things } of followed) if (types.has(event.type)) things.take(event)
      noteRest(event as Recorded<RecoveryEvent>, atRest)
    },
    blind: gap => void gaps.push(gap),
    gapsAt: ms => gaps.filter(({ from }) => from.getTime() <= ms),
    seesFrom: ms =>
      gaps.reduce(
        (at, { from, to }) => (from.getTime() <= at && at < to.getTime() ? to.getTime() : at),
        ms,
      ),
    candidates: () =>
      longestFirst(
        followed.flatMap(({ kind, things }) => candidatesAmong(acting(), kind, things.ailing())),
      ),
    ailing: () =>
      new Map(
        followed.flatMap(({ kind, things }) =>
          things.ailing().map(subject => [`${kind} ${subject.id}`, subject]),
        ),
      ),
    policies: acting,
  }
}

interface Followed {
  readonly kind: string
  readonly types: ReadonlySet<string>
  readonly things: PastThings
}

function follow({ kind, past }: Healable): readonly Followed[] {
  return past ? [{ kind, types: new Set(past.types), things: past.follow() }] : []
}

function noteRest({ type, data }: Recorded<RecoveryEvent>, atRest: Set<string>): void {
  if (type === 'recovery.PolicyPaused') atRest.add(data.policy)
  if (type === 'recovery.PolicyResumed') atRest.delete(data.policy)
}
