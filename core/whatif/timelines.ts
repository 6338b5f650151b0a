import { type Outcome, type OutcomeKind, outcomeKinds } from './what-if.ts'

/** A state that began. */
export interface Entry {
  readonly state: string
  readonly at: Date
}

/** What was in which state from when on, of each subject, and whom it was told to, in the order of time. */
export class Timelines {
  readonly #entries = new Map<string, Entry[]>()

  take({ kind, subject, state, at }: Outcome): void {
    const key = `${kind} ${subject}`
    const entries = this.#entries.get(key)
    if (!entries) this.#entries.set(key, [{ state, at }])
    else if (isMoment(kind) || entries.at(-1)?.state !== state) entries.push({ state, at })
  }

  /** Every subject of a kind. */
  subjects(kind: OutcomeKind): readonly string[] {
    return [...this.#entries.keys()]
      .filter(key => key.startsWith(`${kind} `))
      .map(key => key.slice(kind.length + 1))
  }

  /** What began from one time to before another, with what held at the beginning, which then begins there. */
  within(kind: OutcomeKind, subject: string, { from, to }: Range): readonly Entry[] {
    const all = this.#entries.get(`${kind} ${subject}`) ?? []
    const held = isMoment(kind) ? undefined : all.findLast(({ at }) => at < from)
    const begun = all.filter(({ at }) => at >= from && at < to)
    return held ? [{ state: held.state, at: from }, ...begun] : begun
  }
}

/** Whether such a thing happens, and once more as often as it does; everything else lasts until it changes. */
function isMoment(kind: OutcomeKind): boolean {
  return kind === 'telling' || kind === 'action'
}

/** A range of time: from its first moment to before its last. */
export interface Range {
  readonly from: Date
  readonly to: Date
}

/** Every kind and subject that either has. */
export function* subjectsOf(
  one: Timelines,
  other: Timelines,
): Generator<{ readonly kind: OutcomeKind; readonly subject: string }> {
  for (const kind of outcomeKinds)
    for (const subject of [...new Set([...one.subjects(kind), ...other.subjects(kind)])].sort())
      yield { kind, subject }
}
