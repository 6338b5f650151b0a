import Joi from 'joi'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { runWhatIf, type WhatIfResult } from '../../../core/whatif/run-what-if.ts'
import type { WhatIf } from '../../../core/whatif/what-if.ts'
import { notifyConfig, type NotifyConfig } from '../../../plugins/notify/config.ts'
import type { NotifyEvent } from '../../../plugins/notify/events.ts'
import { alarmDecider } from '../../../plugins/notify/raising/alarm.ts'
import type { AlarmCommand } from '../../../plugins/notify/raising/alarm-state.ts'
import { createRouting } from '../../../plugins/notify/routing/routing.ts'
import { alarmIdOf, alarmStream } from '../../../plugins/notify/streams.ts'
import { notifyWhatIf } from '../../../plugins/notify/what-if.ts'
import { createRandom } from '../../../scripts/random.ts'
import { recordedLedger } from '../../support/recorded-ledger.ts'

const begin = Date.UTC(2026, 0, 1)
const range = { from: new Date(begin), to: new Date(begin + 86_400_000) }

function settings(more: object = {}, ops: object = {}): NotifyConfig {
  const webhook = { url: 'https://example.org/', secret: 'a secret of sixteen' }
  return Joi.attempt(
    {
      webhooks: [
        { name: 'ops', ...webhook, ...ops },
        { name: 'owner', ...webhook, leastSeverity: 'critical' },
      ],
      ...more,
    },
    notifyConfig,
  )
}

/** What is recorded of three alarms that come and go, by these settings. */
function story(config: NotifyConfig): readonly Recorded<NotifyEvent>[] {
  const random = createRandom(3)
  const routing = createRouting(config)
  const recorded: Recorded<NotifyEvent>[] = []
  const states = new Map<string, typeof alarmDecider.initial>()
  for (let at = 0; at < 300; at += 1) {
    const cause = `disk web-${Math.floor(random() * 3)}`
    const alarmId = alarmIdOf(cause)
    const now = new Date(begin + at * 240_000)
    const state = random() < 0.6 ? 'raised' : 'cleared'
    const severity = random() < 0.5 ? 'critical' : 'warning'
    const command: AlarmCommand = {
      type: 'signal',
      signal: {
        ...{ kind: 'disk', cause, group: cause, boardId: null, subject: cause, state, severity },
        text: 'It is so.',
      },
      ...{ sourceEventId: `source ${at}`, at: now, now, ...routing },
      dedupeMs: config.dedupeWithin * 1_000,
    }
    const before = states.get(alarmId) ?? alarmDecider.initial
    for (const event of alarmDecider.decide(command, before)) {
      const position = BigInt(recorded.length + 1)
      const stream = alarmStream(alarmId)
      const of = { stream, revision: position, position, metadata: {}, id: `${position}` }
      const one = { ...event, ...of, receivedAt: now, recordedAt: now }
      recorded.push(one)
      states.set(alarmId, alarmDecider.evolve(before, one))
    }
  }
  return recorded
}

function run(events: readonly Recorded[], config: NotifyConfig): Promise<WhatIfResult> {
  const byId = new Map(events.map(event => [event.id, event]))
  return runWhatIf(
    {
      ledger: recordedLedger(events),
      catalog: { decode: stored => byId.get(stored.id)! },
      times: { before: async () => undefined, after: async () => undefined },
    },
    {
      whatIf: notifyWhatIf(config) as WhatIf,
      ...{ range, signal: new AbortController().signal, report: () => undefined },
    },
  )
}

t.test('settings that were in force tell the same', async t => {
  const { changes, same } = await run(story(settings()), settings())
  t.strictSame(changes, [])
  t.ok(same.telling > 20)
})

t.test('who would have been told of less is shown', async t => {
  const { changes } = await run(story(settings()), settings({}, { leastSeverity: 'critical' }))
  t.ok(changes.length > 0)
  const removed = changes.filter(({ change }) => change === 'removed')
  t.ok(removed.some(one => one.subject.endsWith(' to ops') && one.state === 'raised warning'))
})

t.test('other settings tell what they would have told live', async t => {
  const others = [settings({ dedupeWithin: '2h' }), settings({}, { kinds: ['agent'] })]
  for (const other of others) {
    const [again, live] = [await run(story(settings()), other), await run(story(other), other)]
    t.strictSame(live.changes, [])
    const judged = again.same.telling + again.changes.filter(one => one.change !== 'removed').length
    t.equal(judged, live.same.telling)
  }
})

t.test('a webhook that there was not would have been told', async t => {
  const { changes } = await run(story(settings({ webhooks: [] })), settings())
  t.ok(changes.length > 20)
  t.ok(changes.every(({ change }) => change === 'added'))
})
