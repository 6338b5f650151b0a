import Joi from 'joi'
import t from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import { type ReleaseConfig, releaseConfig } from '../../../../plugins/release/config.ts'
import { releaseEvents } from '../../../../plugins/release/events.ts'
import type { Waiver } from '../../../../plugins/release/policy/judging/policy-config.ts'
import { waiverAlarms } from '../../../../plugins/release/waiving/alarm.ts'
import { waiverDecider } from '../../../../plugins/release/waiving/ending.ts'
import { createWaiverSweep } from '../../../../plugins/release/waiving/look-sweep.ts'
import type { WaiverEvent } from '../../../../plugins/release/waiving/waiver-events.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { signalOf } from '../../../support/signals.ts'

const agent: Waiver = {
  ...{ rule: 'bare-major-tag', reference: 'vendor/agent', service: 'agent' },
  ...{ who: 'person:ann', why: 'The vendor publishes nothing else.', expires: '2026-06-30' },
}
const { signal } = new AbortController()

/** The sweep over a stream in memory, and over settings that are read anew while it runs. */
function setUp(waivers: readonly Waiver[], at: string) {
  const clock = createFakeClock(at)
  const config: ReleaseConfig = Joi.attempt({ policy: { waivers } }, releaseConfig)
  const recorded: WaiverEvent[] = []
  const host = {
    ...{ clock, config },
    async execute(_decider: unknown, { command }: { command: Parameters<Decide>[0] }) {
      const state = recorded.reduce(
        (before, event) => waiverDecider.evolve(before, event as Recorded<WaiverEvent>),
        waiverDecider.initial,
      )
      for (const event of waiverDecider.decide(command, state)) {
        Joi.attempt(event.data, releaseEvents[event.type].data)
        recorded.push(event)
      }
    },
  } as unknown as Parameters<typeof createWaiverSweep>[0]
  const sweep = createWaiverSweep(host)
  return {
    /** Waits for so many days, and answers what was recorded at their end. */
    async after(days: number): Promise<readonly string[]> {
      const known = recorded.length
      await clock.advance(days * 86_400_000)
      await sweep.run(signal)
      return recorded
        .slice(known)
        .map(({ type, data }) => `${type} ${'how' in data ? data.how : data.expires}`)
    },
    reload(to: readonly Waiver[]) {
      Reflect.set(config, 'policy', { ...config.policy, waivers: to })
    },
  }
}
type Decide = (typeof waiverDecider)['decide']

t.test('a waiver is told of a week before the last day that it holds is over, once', async t => {
  const { after } = setUp([agent], '2026-06-23T23:59:59.000Z')
  t.strictSame(await after(0), [], 'not a second before')
  t.strictSame(await after(1), ['release.WaiverEndsSoon 2026-06-30'])
  t.strictSame(await after(5), [])
  t.strictSame(await after(1), [], 'its last day counts to its end')
  t.strictSame(await after(1 / 86_400), ['release.WaiverOver expired'])
  t.strictSame(await after(1), [], 'and what has ended is told of no more')
})

t.test('one that is prolonged, or taken away, is told of no longer', async t => {
  const { after, reload } = setUp([agent, { ...agent, service: 'other' }], '2026-06-25T00:00:00Z')
  t.equal((await after(0)).length, 2)
  reload([{ ...agent, expires: '2026-12-31' }])
  t.strictSame(await after(0), ['release.WaiverOver prolonged', 'release.WaiverOver removed'])
  reload([{ ...agent, expires: '2026-06-28' }])
  t.strictSame(await after(0), ['release.WaiverEndsSoon 2026-06-28'])
  reload([{ ...agent, expires: '2026-06-29' }])
  t.strictSame(await after(0), ['release.WaiverEndsSoon 2026-06-29'], 'by another day: anew')
})

t.test('of two waivers of the same the last to end counts, in any order', async t => {
  const later = { ...agent, expires: '2027-01-01' }
  for (const both of [
    [agent, later],
    [later, agent],
  ])
    t.strictSame(await setUp(both, '2026-06-25T00:00:00Z').after(0), [])
})

t.test('what has ended long ago, or is of any length, stops nothing', async t => {
  const gone = { ...agent, expires: '2026-01-01' }
  const long = { ...agent, who: `ann\u0000${'n'.repeat(9_000)}`, why: '😀'.repeat(9_000) }
  const { after } = setUp([gone, { ...long, service: 'x'.repeat(9_000) }], '2026-06-25T00:00:00Z')
  t.strictSame(await after(0), ['release.WaiverEndsSoon 2026-06-30'])
})

t.test('the alarm names who answers for it, what waits, and how to act', async t => {
  const { rule, who, why, expires } = agent
  const data = { rule, who, why, expires, reference: 'vendor/agent', service: 'agent' }
  const raised = signalOf(waiverAlarms, 'waiver', { type: 'release.WaiverEndsSoon', data })
  t.match(raised, {
    ...{ cause: 'waiver bare-major-tag vendor/agent agent', state: 'raised', severity: 'warning' },
    ...{ people: ['person:ann'], labels: { rule: 'bare-major-tag', service: 'agent' } },
    ...{ subject: 'waiver of bare-major-tag for vendor/agent in service agent' },
    text: /ends after 2026-06-30.*person:ann answers for it: The vendor/,
  })
  t.equal(raised.commands?.length, 2)
  t.equal(waiverAlarms['waiver']?.nature, 'waits')
  for (const how of ['expired', 'prolonged', 'removed'] as const) {
    const over = { type: 'release.WaiverOver', data: { ...data, how } }
    t.match(signalOf(waiverAlarms, 'waiver', over), { cause: raised.cause, state: 'cleared' })
  }
  const any = { ...data, reference: null, service: null }
  t.match(signalOf(waiverAlarms, 'waiver', { type: 'release.WaiverEndsSoon', data: any }), {
    ...{ cause: 'waiver bare-major-tag * *', subject: 'waiver of bare-major-tag for any image' },
    labels: { rule: 'bare-major-tag' },
  })
})
