import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createReactions } from '../../../../plugins/notify/raising/react.ts'
import type { AlarmRow } from '../../../../plugins/notify/rows.ts'
import {
  channelAlarms,
  createChannelSweep,
} from '../../../../plugins/notify/watching/channel-watch.ts'
import { createRouting } from '../../../../plugins/notify/routing/routing.ts'
import { deliveryStream } from '../../../../plugins/notify/streams.ts'
import { createNotifyHost } from '../notify-host.ts'

const { signal } = new AbortController()
const secret = 'a secret of these tests'
const webhooks = ['dead', 'other'].map(name => ({ name, url: `https://${name}.example`, secret }))

t.test('a channel that takes nothing is an alarm, which the others tell', async t => {
  const { host: installed, events } = await createNotifyHost(t, { webhooks })
  const { config } = installed
  const declared = { word: 'channel', source: 'notify', spec: channelAlarms(config)['channel']! }
  const host = { ...installed, alarms: [declared] }
  const reactions = createReactions(host)
  const sweep = createChannelSweep(host)
  let seen = 0

  async function record(attempt: number, outcome: 'failed' | 'delivered'): Promise<void> {
    const common = {
      messageId: randomUUID(),
      webhook: 'dead',
      noticeIds: [],
      attempt,
      durationMs: 1,
    }
    const failed = {
      reason: 'it answered 404',
      retryAt: null,
      triedSince: '2026-01-01T00:00:00.000Z',
    }
    await host.observe({
      stream: deliveryStream('dead'),
      event:
        outcome === 'failed'
          ? { type: 'notify.Failed', data: { ...common, ...failed } }
          : { type: 'notify.Delivered', data: { ...common, status: 200 } },
    })
  }
  /** Looks at the channels, and answers what was recorded of it and the alarm that follows. */
  async function look(): Promise<readonly string[]> {
    await sweep.run(signal)
    const all = await events()
    const now = all.filter(({ stream }) => stream.startsWith('channel-')).slice(seen)
    seen += now.length
    for (const event of now) await reactions[event.type]?.(event)
    return now.map(({ type }) => type)
  }

  await record(1, 'failed')
  await record(2, 'failed')
  t.strictSame(await look(), [], 'two in a row may be chance')
  await record(3, 'failed')
  t.strictSame(await look(), ['notify.ChannelFailing'])
  t.strictSame(await look(), [], 'and is recorded once')
  const raised = (await events()).filter(({ type }) => type === 'notify.AlarmRaised')
  t.match(raised, [{ data: { kind: 'channel', severity: 'critical', webhooks: ['other'] } }])
  await record(1, 'delivered')
  t.strictSame(await look(), ['notify.ChannelTaking'])
  const { rows } = await host.rows<AlarmRow>('alarms')
  t.match(rows, [{ kind: 'channel', state: 'cleared' }])
})

t.test('a channel that is no longer configured has no alarm', async t => {
  const { host } = await createNotifyHost(t, { webhooks })
  const { over } = channelAlarms(host.config)['channel'] ?? {}
  t.equal(over?.('dead'), undefined)
  t.match(over?.('gone'), /no longer configured/)
})

t.test('who fails is told of all but that', async t => {
  const { host } = await createNotifyHost(t, { webhooks })
  const { choose } = createRouting(host.config)
  const alarm = { kind: 'channel', boardId: null, severity: 'critical' } as const
  t.strictSame(choose({ ...alarm, labels: { channel: 'dead' } }), ['other'])
  t.strictSame(choose({ ...alarm, kind: 'disk', labels: { channel: 'dead' } }), ['dead', 'other'])
})
