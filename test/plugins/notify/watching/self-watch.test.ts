import Joi from 'joi'
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { DecklogError } from '../../../../core/errors.ts'
import type { Host } from '../../../../core/host.ts'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import { notifyConfig, type NotifyConfig } from '../../../../plugins/notify/config.ts'
import type { NotifyEvent } from '../../../../plugins/notify/events.ts'
import { createSelfWatch } from '../../../../plugins/notify/watching/self-watch.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { pagerdutyRules } from '../../../support/channel-rules.ts'
import { startRuleServer } from '../../../support/rule-server.ts'
import { until } from '../../../support/until.ts'

t.test('a Decklog that is blind says so by itself, once, and when it sees again', async t => {
  const server = await startRuleServer(t, pagerdutyRules)
  const clock = createFakeClock('2026-01-01T00:00:00.000Z')
  const pager = { url: server.url, secret: 'a-key-of-these-tests' }
  const pagerduty = [
    { name: 'pager', ...pager },
    { name: 'disks', ...pager, kinds: ['disk'] },
  ]
  const config: NotifyConfig = Joi.attempt({ channels: { pagerduty } }, notifyConfig)
  let looks = 0
  let calls = 0
  const outbound = createOutbound({ allow: [] })
  let state: 'sees' | 'is blind' = 'sees'
  const host = {
    ...{ clock, config, machine: { name: 'web01', root: '/' } },
    outbound: {
      ...outbound,
      request: async (request: Parameters<typeof outbound.request>[0]) => {
        calls += 1
        return outbound.request(request).finally(() => (calls -= 1))
      },
    },
    rows: async (name: string) => {
      if (name === 'tellings') looks += 1
      if (state === 'is blind') throw new DecklogError('DECKLOG_PROJECTION_BEHIND', 'It is behind.')
      return { rows: [], position: 0n }
    },
  } as unknown as Host<NotifyConfig, NotifyEvent>
  const subscription = createSelfWatch(host).subscribe({
    next: () => t.fail('it records nothing: it could not'),
  })
  t.teardown(() => subscription.unsubscribe())

  async function pass(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= 30) {
      const before = looks
      await clock.advance(30_000)
      await until('it has looked', () => looks > before)
      // What it says after a look is said before the next: while it speaks it does not look.
      await turn()
      await until('it has spoken', () => calls === 0)
      await turn()
    }
  }
  const told = (): readonly string[] =>
    server.taken.map(({ body }) => JSON.parse(body)).map(one => one.event_action)

  await pass(60)
  state = 'is blind'
  await pass(120)
  t.strictSame(told(), [], 'a restart is no outage')
  await pass(60)
  await until('it has told', () => told().length > 0)
  await pass(120)
  t.strictSame(told(), ['trigger'], 'and who is told of disks alone is not told')
  t.match(
    JSON.parse(server.taken[0]?.body ?? '{}').payload.summary,
    /web01.*DECKLOG_PROJECTION_BEHIND/,
  )
  state = 'sees'
  await pass(30)
  await until('it has told', () => told().length > 1)
  await pass(60)
  t.strictSame(told(), ['trigger', 'resolve'])
  const [first, second] = server.taken.map(({ body }) => JSON.parse(body).dedup_key)
  t.equal(first, second)
  t.strictSame(server.problems, [])
})
