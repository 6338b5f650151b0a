import type { Recorded } from '../../../core/plugin-api.ts'
import type { AttemptEvent, EventNamed, Suppression } from '../events.ts'

/** An attempt that has not come to its end. Times in milliseconds of the epoch. */
export interface OpenAttempt {
  readonly attemptId: string
  readonly how: 'done' | 'rehearsed'
  readonly phase: 'requested' | 'running' | 'watched'
  readonly node: string
  readonly digest: string
  readonly requestedMs: number
  readonly startByMs: number
  /** When the action is over at the latest; null before it began. */
  readonly deadlineMs: number | null
  /** When it ended; null before. */
  readonly finishedMs: number | null
}

/** What waits for a person, or what a person wants. */
export interface Wish {
  readonly attemptId: string
  readonly from: 'suggestion' | 'person'
  readonly how: 'done' | 'rehearsed'
  /** Digest of the action that was suggested; null of a person's wish. */
  readonly digest: string | null
  readonly approved: 'yes' | 'not yet'
  /** Kind and id of who approved it, or asked for it. */
  readonly person: string | null
}

/** What one policy has tried on one thing. Plain data: it is kept in a row as it is. */
export interface Recovery {
  readonly open: OpenAttempt | null
  readonly wish: Wish | null
  /** When attempts were requested, the last of them; rehearsals are none. */
  readonly triedMs: readonly number[]
  /** When the last of them began or ended. */
  readonly lastMs: number | null
  /** How many in a row did not help. */
  readonly failures: number
  readonly escalated: 'yes' | 'no'
  /** What was told of why nothing was tried: of which ailing, and which reasons. */
  readonly told: { readonly episode: string; readonly reasons: readonly Suppression[] } | null
}

/** How it stands of which nothing was recorded. */
export const untried: Recovery = {
  ...{ open: null, wish: null, triedMs: [], lastMs: null, failures: 0 },
  ...{ escalated: 'no', told: null },
}

// What was tried counts on when it is well by itself; a person says so knowing it.
function resolve(state: Recovery, { data }: EventNamed<'recovery.Resolved'>): Recovery {
  if (data.why === 'resumed') return { ...untried, open: state.open }
  return { ...state, failures: 0, escalated: 'no', told: null }
}

/** So many are remembered; more than any limit counts. */
const mostRemembered = 100

/** An event of a moment, whether it was recorded or would have been. */
export type Dated<E extends AttemptEvent = AttemptEvent> = E &
  Pick<Recorded, 'receivedAt' | 'metadata'>

/** Folds the stream of one policy and one thing. */
export function evolve(state: Recovery, event: Dated): Recovery {
  const atMs = event.receivedAt.getTime()
  switch (event.type) {
    case 'recovery.Suggested':
    case 'recovery.Approved':
    case 'recovery.Asked':
      return { ...state, wish: wishAfter(state, event) }
    case 'recovery.Requested':
      return begin(state, event, atMs)
    case 'recovery.Suppressed':
      return { ...state, told: toldAfter(state, event) }
    case 'recovery.ActionStarted': {
      const deadlineMs = Date.parse(event.data.deadlineAt)
      return inOpen({ ...state, lastMs: atMs }, { phase: 'running', deadlineMs })
    }
    case 'recovery.ActionFinished':
      return inOpen(state, { phase: 'watched', finishedMs: atMs })
    case 'recovery.Verified':
      return { ...state, open: null, failures: 0 }
    case 'recovery.Unverified':
    case 'recovery.Abandoned':
      return { ...state, open: null, lastMs: atMs, failures: state.failures + 1 }
    case 'recovery.Withdrawn':
      return withdraw(state, event)
    case 'recovery.Escalated':
      return { ...state, escalated: 'yes', wish: null }
    case 'recovery.Resolved':
      return resolve(state, event)
    default:
      return event satisfies never
  }
}

function wishAfter(
  { wish }: Recovery,
  event: Dated<EventNamed<'recovery.Suggested' | 'recovery.Approved' | 'recovery.Asked'>>,
): Wish | null {
  const { attemptId } = event.data
  const person = event.metadata['actor'] ?? null
  switch (event.type) {
    case 'recovery.Suggested': {
      const { digest } = event.data.action
      const asked = { how: 'done', digest, approved: 'not yet', person: null } as const
      return { attemptId, from: 'suggestion', ...asked }
    }
    case 'recovery.Approved':
      return wish && { ...wish, approved: 'yes', person }
    case 'recovery.Asked': {
      const asked = { how: event.data.how, digest: null, approved: 'yes', person } as const
      return { attemptId, from: 'person', ...asked }
    }
    default:
      return event satisfies never
  }
}

function begin(
  state: Recovery,
  { data }: EventNamed<'recovery.Requested'>,
  requestedMs: number,
): Recovery {
  const { attemptId, how, node, action, startBy } = data
  const times = { requestedMs, startByMs: Date.parse(startBy), deadlineMs: null, finishedMs: null }
  const open = {
    attemptId,
    how,
    node,
    digest: action.digest,
    phase: 'requested',
    ...times,
  } as const
  const begun = { ...state, open, wish: null, told: null }
  if (how === 'rehearsed') return begun
  const triedMs = [...state.triedMs, requestedMs].slice(-mostRemembered)
  return { ...begun, triedMs, lastMs: requestedMs }
}

function toldAfter(
  { told }: Recovery,
  { data }: EventNamed<'recovery.Suppressed'>,
): Recovery['told'] {
  const before = told?.episode === data.episode ? told.reasons : []
  return { episode: data.episode, reasons: [...before, data.why] }
}

function inOpen(state: Recovery, changed: Partial<OpenAttempt>): Recovery {
  return state.open ? { ...state, open: { ...state.open, ...changed } } : state
}

// A machine that does not take up what is asked of it does not help either.
function withdraw(state: Recovery, { data }: EventNamed<'recovery.Withdrawn'>): Recovery {
  const { attemptId, why } = data
  const wish = state.wish?.attemptId === attemptId ? null : state.wish
  const open = state.open?.attemptId === attemptId ? null : state.open
  const failed = why === 'not_taken' && state.open?.how === 'done' ? 1 : 0
  return { ...state, wish, open, failures: state.failures + failed }
}
