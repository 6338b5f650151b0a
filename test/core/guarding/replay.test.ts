import fc from 'fast-check'
import {
  EMPTY,
  map,
  type Observable,
  ReplaySubject,
  share,
  startWith,
  Subject,
  switchMap,
} from 'rxjs'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import type { GuardPlugin } from '../../../core/guarding/define-guard.ts'
import type { Observation } from '../../../core/host.ts'
import type { Contribution } from '../../../core/plugin.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { runPlugin } from '../../../core/testing/run-plugin.ts'
import { rounds } from '../../support/rounds.ts'
import { createTankGuard, receivingOf, type Script, tankModels } from './tank-guard.ts'

const sweeps = ['find-silent', 'summarise-days', 'forget-gone'] as const
const DAY_MS = 86_400_000

type Step =
  | { readonly kind: 'read'; readonly level: number; readonly subjects: number }
  | { readonly kind: 'fail' }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'sweep'; readonly name: (typeof sweeps)[number] }
  | { readonly kind: 'restart' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('read' as const),
    level: fc.integer({ min: 0, max: 100 }),
    subjects: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('fail' as const) }),
  fc.record({
    kind: fc.constant('wait' as const),
    hours: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ kind: fc.constant('sweep' as const), name: fc.constantFrom(...sweeps) }),
  fc.record({ kind: fc.constant('restart' as const) }),
)

/** A guard that forgets what it knew whenever `restarts$` says so, as its process does. */
function restarting(guard: GuardPlugin, restarts$: Observable<void>): GuardPlugin {
  return {
    ...guard,
    create(host) {
      let current = guard.create(host)
      const lives$ = restarts$.pipe(
        map(() => (current = guard.create(host))),
        startWith(current),
        share({ connector: () => new ReplaySubject(1) }),
      )
      const of = (source: 'observes' | 'observesAsLeader'): Observable<Observation> =>
        lives$.pipe(switchMap(life => life[source] ?? EMPTY))
      const reactions = Object.keys({ ...current.shared?.reactsTo, ...current.reactsTo })
      const react: NonNullable<Contribution['reactsTo']>[string] = async event =>
        ({ ...current.shared?.reactsTo, ...current.reactsTo })[event.type]?.(event)
      return {
        ...current,
        observes: of('observes'),
        observesAsLeader: of('observesAsLeader'),
        reactsTo: Object.fromEntries(reactions.map(type => [type, react])),
      }
    },
  }
}

async function play(steps: readonly Step[]): Promise<readonly Recorded[]> {
  const script: Script = { next: [{ subject: 'a', values: { level: 50 } }] }
  const restarts$ = new Subject<void>()
  const running = runPlugin(restarting(createTankGuard(script), restarts$), {
    config: { retention: '2d', interval: 3600 },
    projections: [...tankModels, receivingOf()],
  })
  running.start()
  for (const one of steps) {
    if (one.kind === 'restart') restarts$.next()
    if (one.kind === 'fail') script.next = new Error('no answer')
    if (one.kind === 'read')
      script.next = ['a', 'b', 'c'].slice(0, one.subjects).map((subject, index) => ({
        subject,
        values: { level: Math.max(0, one.level - index), flow: one.level / 7 },
      }))
    await running.advance(one.kind === 'wait' ? one.hours * 3_600_000 : 3_600_000)
    if (one.kind === 'sweep') await running.sweep(one.name)
  }
  for (const name of sweeps) await running.sweep(name)
  running.stop()
  return running.recorded()
}

/** What the ledger still has once the readings that are older than their retention are gone. */
function retained(events: readonly Recorded[]): readonly Recorded[] {
  const last = Math.max(0, ...events.map(({ receivedAt }) => receivedAt.getTime()))
  return events.filter(
    ({ stream, receivedAt }) =>
      !stream.startsWith('tankSample-') || receivedAt.getTime() > last - 2 * DAY_MS,
  )
}

const plain = (rows: ReadonlyMap<string, object>): object =>
  Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)))

t.test(
  'the read models of a guard are built anew as they were, when it restarted and readings have expired',
  t =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async steps => {
        const events = await play(steps)
        for (const projection of tankModels) {
          const own = events.filter(({ type }) => type in projection.on)
          const live = plain(foldEvents(projection, own))
          t.strictSame(plain(foldEvents(projection, retained(own))), live, projection.name)
        }
      }),
      { numRuns: rounds(15, 200) },
    ),
)

t.test('a guard that restarts in between goes on to read and to judge', async t => {
  const read = (level: number): Step => ({ kind: 'read', level, subjects: 1 })
  const [low, high] = [read(1), read(90)]
  const restart: Step = { kind: 'restart' }
  const events = await play([low, low, restart, low, high, restart, high, high])
  const changes = events.filter(({ type }) => type === 'tank.LevelChanged')
  t.match(changes, [
    { data: { from: 'unknown', to: 'emergency' } },
    { data: { from: 'emergency', to: 'ok' } },
  ])
  t.equal(changes.length, 2)
  const readings = events.filter(({ type }) => type === 'tank.Sampled')
  t.equal(readings.length, 3 + 8, 'each of three lives begins with one, and eight hours pass')
})

t.test(
  'a subject that falls silent, is forgotten and returns is part of what is replayed',
  async t => {
    const read = (subjects: number): Step => ({ kind: 'read', level: 50, subjects })
    const sweep = (name: (typeof sweeps)[number]): Step => ({ kind: 'sweep', name })
    const absent = Array.from({ length: 4 }, () => read(1))
    const week: Step = { kind: 'wait', hours: 200 }
    const swept = [...absent, sweep('find-silent'), week, sweep('forget-gone')]
    const told = (await play([read(2), ...swept, read(2)])).flatMap(({ type, data }) => {
      const { subject, to, reason } = data as Readonly<Record<string, unknown>>
      if (subject !== 'b' || !/LevelChanged|Forgotten/.test(type)) return []
      return [type.endsWith('Forgotten') ? 'forgotten' : `${to} ${reason}`]
    })
    t.strictSame(told, ['ok reads_succeeded', 'unknown silent', 'forgotten', 'ok reads_succeeded'])
  },
)
