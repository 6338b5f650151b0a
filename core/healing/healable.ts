import type { ObjectSchema } from 'joi'
import type { Recorded } from '../event.ts'

/** How something stands that may be healed. */
export interface HealableSubject {
  /** The same for as long as it is the same thing; at most 200 characters. */
  readonly id: string
  /** What it is called where it is: a mount, a check, an agent, a target. */
  readonly subject: string
  /** The machine it is on; null: on none that is known. */
  readonly host: string | null
  readonly boardId: string | null
  /** One of the `states` of its kind while it is ailing, and any other word when it is not. */
  readonly state: string
  /** Why it stands so, where its kind tells reasons apart, as policies name it. */
  readonly reason: string | null
  /** Since when it has stood so. */
  readonly since: Date | null
  /** A sentence. */
  readonly text: string
  /** Ids of the events that make it so; the first is that of the change to this state, where that is recorded. */
  readonly eventIds: readonly string[]
  /** The alarm that tells of it: its kind, and its cause as the alarm's word and what it is about. A mute of it mutes healing as well. */
  readonly alarm: { readonly kind: string; readonly cause: string } | null
  /** What is known to be the matter above it, so that nothing done to it would help; null: nothing is. */
  readonly above: { readonly text: string; readonly eventIds: readonly string[] } | null
}

/** A reading by whoever watches a subject, as it was at its moment, whatever is recorded yet. */
export interface RawReading {
  readonly eventId: string
  /** When Decklog received it. */
  readonly at: Date
  /** What the subject would be by this reading alone: one of the `states`, or any other word. */
  readonly state: string
}

/** How one subject stands, with what shows whether it is healed. */
export interface Look extends HealableSubject {
  /** The last reading of each way in which it is looked at that succeeded, the most telling first; none: it was never read. */
  readonly readings: readonly RawReading[]
  /** How long it takes at least until a cure shows: the level's time to leave, and three intervals. */
  readonly showsWithinSeconds: number
}

/** What a subject's owner can do about it itself. It changes the subject and nothing else, and never appends an event. */
export interface OwnAction<Options extends object = object> {
  /** One sentence: what it does. */
  readonly summary: string
  /** What a policy says of it under `with`, each key with a description. */
  readonly options: ObjectSchema<Options>
  /** Does it on this machine. It ends when `signal` aborts. A method, so that actions of narrower options fit in one list. */
  run(asked: OwnActionAsked<Options>, signal: AbortSignal): Promise<OwnActionDone>
}

/** What an action of a subject's owner is to do. */
export interface OwnActionAsked<Options extends object = object> {
  readonly subject: Pick<HealableSubject, 'id' | 'subject' | 'host'>
  readonly options: Options
  /** `rehearsed`: nothing is changed, and it tells what would be. */
  readonly how: 'done' | 'rehearsed'
  /** The machine it is done on, and where that has its root. */
  readonly machine: { readonly name: string; readonly root: string }
  readonly now: Date
}

/** What came of it. */
export interface OwnActionDone {
  /** `nothing`: there was nothing to be done; it is never counted as a success. */
  readonly changed: 'something' | 'nothing'
  /** A few lines for a person. */
  readonly text: string
  /** Bytes that the file system has more available than before, where it is about bytes; less than 0 when others filled more. */
  readonly freedBytes?: number
}

/** How things of a kind stood at any time, as the events say that recorded it: what `decklog what-if` tries other policies on. */
export interface HealablePast {
  /** Types of the events that tell it. */
  readonly types: readonly string[]
  /** How long it takes at least until a cure shows, as far as that is known of all of them. */
  readonly showsWithinSeconds: number
  /** Creates what follows them, in the order of the ledger. */
  follow(): PastThings
}

/** Things as they stood after the events that were taken. */
export interface PastThings {
  take(event: Recorded): void
  /** Those that ailed. */
  ailing(): readonly HealableSubject[]
}

/**
 * Things of one kind that may be healed, as a policy names them. Whoever watches them says which are not well, and what it read itself:
 * by that alone is told whether an action helped. Guards and machines are healable by core; a plugin contributes others as `heals`.
 */
export interface Healable {
  /** One lower-case word, unique among all: `disk`, `agent`, `target`. */
  readonly kind: string
  /** One sentence: what it is, and when it is not well. */
  readonly summary: string
  /** `needed`: they are on no machine that could do something about them, so that a policy must name a node. */
  readonly node?: 'needed'
  /** The words for how one of them may ail. */
  readonly states: readonly string[]
  /** Those of them that are levels of one scale, the least first: what is lower is better. */
  readonly scale?: readonly string[]
  /** The words for why; absent: reasons are not told apart. */
  readonly reasons?: readonly string[]
  /** All that are at one of `states` now. */
  ailing(): Promise<readonly HealableSubject[]>
  /** How one stands; undefined when there is no such thing any more. */
  look(id: string): Promise<Look | undefined>
  /** How they stood at times that are past; absent: other policies for them cannot be tried on what was recorded. */
  readonly past?: HealablePast
  /** What its owner can do about one of them, by name: `prune`. */
  readonly actions?: Readonly<Record<string, OwnAction>>
}

/** Work of a plugin that one process of each machine does, from its start to its end. */
export interface MachineWork {
  readonly name: string
  /** Resolves when `signal` has aborted, as when the process stops or has lost the lease of its machine. */
  run(signal: AbortSignal): Promise<void>
}
