import { diffArrays } from 'diff'
import { type Entry, type Range, subjectsOf, type Timelines } from './timelines.ts'
import type { OutcomeKind } from './what-if.ts'

// So many differences of one subject are told apart one by one; of more, only what begins at the same moment is the same.
const mostEdits = 2_000

/** What other settings would have changed: something that was recorded and would not have been, or would, or at another time. */
export interface Change {
  readonly kind: OutcomeKind
  readonly subject: string
  readonly change: 'added' | 'removed' | 'moved'
  readonly state: string
  /** When it would have been; of what is removed, when it was. */
  readonly at: Date
  /** Of what is moved, when it was. */
  readonly was: Date | null
}

/** How long a level was held by all subjects together. */
export interface Held {
  readonly state: string
  readonly recordedSeconds: number
  readonly judgedSeconds: number
}

/** What was recorded, and what other settings would have made of it. */
export interface Compared {
  readonly changes: readonly Change[]
  readonly held: readonly Held[]
  /** How many entries of each kind are the same. */
  readonly same: Readonly<Record<OutcomeKind, number>>
}

/** Compares what was recorded in a range with what other settings would have made of it. */
export function compare(recorded: Timelines, judged: Timelines, range: Range): Compared {
  const changes: Change[] = []
  const held = new Map<string, { recordedSeconds: number; judgedSeconds: number }>()
  const same = { transition: 0, alarm: 0, gate: 0, telling: 0, action: 0 }
  const add = (state: string, which: keyof Omit<Held, 'state'>, seconds: number): void => {
    const known = held.get(state) ?? { recordedSeconds: 0, judgedSeconds: 0 }
    known[which] += seconds
    held.set(state, known)
  }
  for (const { kind, subject } of subjectsOf(recorded, judged)) {
    const was = recorded.within(kind, subject, range)
    const is = judged.within(kind, subject, range)
    for (const { state, at, was: before } of differences(was, is))
      if (before && at && before.getTime() === at.getTime()) same[kind] += 1
      else changes.push({ kind, subject, state, ...changeOf(at, before) })
    if (kind !== 'transition') continue
    for (const [state, seconds] of lengths(was, range)) add(state, 'recordedSeconds', seconds)
    for (const [state, seconds] of lengths(is, range)) add(state, 'judgedSeconds', seconds)
  }
  return {
    changes: changes.sort((a, b) => a.at.getTime() - b.at.getTime()),
    held: [...held].map(([state, seconds]) => ({ state, ...seconds })),
    same,
  }
}

function changeOf(
  at: Date | undefined,
  was: Date | undefined,
): Pick<Change, 'change' | 'at' | 'was'> {
  if (at && was) return { change: 'moved', at, was }
  if (at) return { change: 'added', at, was: null }
  return { change: 'removed', at: was ?? new Date(0), was: null }
}

interface Difference {
  readonly state: string
  readonly at: Date | undefined
  readonly was: Date | undefined
}

function differences(was: readonly Entry[], is: readonly Entry[]): readonly Difference[] {
  const parts = diffArrays(
    was.map(({ state }) => state),
    is.map(({ state }) => state),
    { maxEditLength: mostEdits },
  )
  if (!parts) return byTime(was, is)
  const found: Difference[] = []
  let [before, after] = [0, 0]
  for (const { added, removed, value } of parts)
    for (const state of value) {
      found.push({
        state,
        was: added ? undefined : was[before]?.at,
        at: removed ? undefined : is[after]?.at,
      })
      if (!added) before += 1
      if (!removed) after += 1
    }
  return found
}

function byTime(was: readonly Entry[], is: readonly Entry[]): readonly Difference[] {
  const nameOf = ({ state, at }: Entry): string => `${at.getTime()} ${state}`
  const before = new Map(was.map(one => [nameOf(one), one]))
  const kept = is.map(one => {
    const known = before.get(nameOf(one))
    before.delete(nameOf(one))
    return { state: one.state, at: one.at, was: known?.at }
  })
  return [
    ...kept,
    ...[...before.values()].map(({ state, at }) => ({ state, at: undefined, was: at })),
  ]
}

function* lengths(entries: readonly Entry[], { to }: Range): Generator<[string, number]> {
  for (const [index, { state, at }] of entries.entries()) {
    const end = entries[index + 1]?.at ?? to
    yield [state, (end.getTime() - at.getTime()) / 1_000]
  }
}
