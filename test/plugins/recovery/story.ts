import type { Recorded } from '../../../core/event.ts'
import { given } from '../../../core/testing/given.ts'
import type {
  Consider,
  Judge,
  Limits,
  RecoveryCommand,
} from '../../../plugins/recovery/deciding/commands.ts'
import { recoveryDecider } from '../../../plugins/recovery/deciding/recovery.ts'
import type { Ended } from '../../../plugins/recovery/acting/perform.ts'
import type { About, AttemptEvent, EventNamed } from '../../../plugins/recovery/events.ts'
import { recoveryIdOf } from '../../../plugins/recovery/streams.ts'

/** Noon of the story; a moment is told in seconds after it. */
const noon = Date.parse('2026-01-01T12:00:00.000Z')
export const at = (seconds: number): Date => new Date(noon + seconds * 1_000)
export const iso = (seconds: number): string => at(seconds).toISOString()

export const about: About = {
  recoveryId: recoveryIdOf('prune', 'disk', 'data'),
  ...{ policy: 'prune', kind: 'disk', subjectId: 'data', subject: '/data' },
  ...{ host: 'web01', boardId: null },
}
export const ailment = {
  ...{ state: 'critical', reason: null, text: 'It is full.' },
  eventIds: ['0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'],
}
export const digest = 'a'.repeat(64)
export const plan = { node: 'web01', action: { kind: 'own', says: 'prune', digest } } as const
export const reading = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0003'
export const limits: Limits = {
  ...{ mode: 'auto', cooldownMs: 300_000, attempts: 3, withinMs: 3_600_000 },
}
export const idOf = (n: number): string => `0b2f6d4e-5c0a-4d0e-9a53-${String(n).padStart(12, '0')}`

/** An event of the stream, so many seconds after noon. */
export function told<T extends AttemptEvent['type']>(
  seconds: number,
  type: T,
  data: Omit<EventNamed<T>['data'], keyof About>,
): Recorded<AttemptEvent> {
  const fact = { type, data: { ...about, ...data } } as unknown as AttemptEvent
  const metadata = { actor: 'person:ada' }
  return { ...fact, receivedAt: at(seconds), metadata } as unknown as Recorded<AttemptEvent>
}

export const requestedData = (n: number, startBy: number) => ({
  ...{ attemptId: idOf(n), ...ailment, ...plan, how: 'done' as const, by: 'policy' as const },
  ...{ person: null, startBy: iso(startBy) },
})
/** An attempt up to the end of its action: requested, begun a second later, ended after another. */
export const acted = (n: number, seconds: number): readonly Recorded<AttemptEvent>[] => [
  told(seconds, 'recovery.Requested', requestedData(n, seconds + 60)),
  told(seconds + 1, 'recovery.ActionStarted', {
    ...{ attemptId: idOf(n), node: 'web01', deadlineAt: iso(seconds + 61) },
  }),
  told(seconds + 2, 'recovery.ActionFinished', { attemptId: idOf(n), ...ended }),
]
export const ended: Ended = {
  ...{ outcome: 'succeeded', exitCode: 0, changed: 'unknown', freedBytes: null },
  ...{ durationMs: 1_000, output: '' },
}
/** The same, and that it did not help. */
export const failed = (n: number, seconds: number): readonly Recorded<AttemptEvent>[] => [
  ...acted(n, seconds),
  told(seconds + 10, 'recovery.Unverified', { attemptId: idOf(n), why: 'still_so', eventIds: [] }),
]
export const healed = (n: number, seconds: number): readonly Recorded<AttemptEvent>[] => [
  ...acted(n, seconds),
  told(seconds + 10, 'recovery.Verified', {
    ...{ attemptId: idOf(n), eventIds: [reading], readAt: iso(seconds + 9), tookSeconds: 9 },
  }),
]

export const consider = (seconds: number, more: Partial<Consider> = {}): Consider => ({
  ...{ type: 'consider', about, limits, ailment, plan, episode: 'critical 1' },
  ...{ quiet: null, denied: null, othersMs: [], attemptId: idOf(9) },
  ...{ startBy: at(seconds + 60), now: at(seconds), ...more },
})
export const judge = (seconds: number, more: Partial<Judge> = {}): Judge => ({
  ...{ type: 'judge', about, attemptId: idOf(1), standing: 'ailing', good: [], bad: [] },
  ...{ showsBy: null, limits, now: at(seconds), ...more },
})

export const after = (...past: readonly Recorded<AttemptEvent>[]) => ({
  when: (command: RecoveryCommand) => given(recoveryDecider, past).when(command),
  /** The words of what follows. */
  follows(command: RecoveryCommand): readonly string[] {
    const state = past.reduce(recoveryDecider.evolve, recoveryDecider.initial)
    return recoveryDecider
      .decide(command, state)
      .map(event => `${event.type.replace('recovery.', '')}${wordOf(event)}`)
  },
})

function wordOf({ data }: AttemptEvent): string {
  return 'why' in data ? ` ${data.why}` : ''
}
