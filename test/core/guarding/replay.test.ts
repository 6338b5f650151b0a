import fc from 'fast-check'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { runPlugin } from '../../../core/testing/run-plugin.ts'
import { rounds } from '../../support/rounds.ts'
import { createTankGuard, type Script, tankModels } from './tank-guard.ts'

const DAY_MS = 86_400_000

type Step =
  | { readonly kind: 'read'; readonly level: number; readonly subjects: number }
  | { readonly kind: 'fail' }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'sweep' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('read' as const),
    level: fc.integer({ min: 0, max: 100 }),
    subjects: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('fail' as const) }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('sweep' as const) }),
)

async function play(steps: readonly Step[]): Promise<readonly Recorded[]> {
  const script: Script = { next: [{ subject: 'a', values: { level: 50 } }] }
  const guard = createTankGuard(script)
  const running = runPlugin(guard, {
    config: { retention: '2d', interval: 3600 },
    projections: tankModels,
  })
  running.start()
  for (const one of steps) {
    if (one.kind === 'fail') script.next = new Error('no answer')
    if (one.kind === 'read')
      script.next = ['a', 'b', 'c'].slice(0, one.subjects).map((subject, index) => ({
        subject,
        values: { level: Math.max(0, one.level - index), flow: one.level / 7 },
      }))
    await running.advance(one.kind === 'wait' ? one.hours * 3_600_000 : 3_600_000)
    if (one.kind === 'sweep') await running.sweep('summarise-days')
  }
  await running.sweep('summarise-days')
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

t.test('the read models of a guard are built anew as they were, when readings have expired', t =>
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
