import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { muteDecider } from '../../../plugins/notify/muting/mute.ts'
import { createReactions } from '../../../plugins/notify/raising/react.ts'
import { createRemindSweep } from '../../../plugins/notify/raising/remind-sweep.ts'
import { muteStream } from '../../../plugins/notify/streams.ts'
import { createTellSweep } from '../../../plugins/notify/telling/tell-sweep.ts'
import { createNotifyHost } from './notify-host.ts'
import { createReceiver, type Receiver } from './receiver.ts'

const secret = 'a secret of these tests'
const { signal } = new AbortController()

interface Setup {
  readonly receiver: Receiver
  /** A disk comes to stand so. */
  disk(mount: string, to: string): Promise<void>
  /** A boiler, which a plugin of others watches, is too hot. */
  boiler(name: string): Promise<void>
  /** Lets time pass, and the sweeps run at its end. */
  pass(seconds: number): Promise<void>
  mute(seconds: number): Promise<void>
  /** What was recorded of deliveries: type and reason. */
  recorded(): Promise<readonly string[]>
}

async function setUp(t: Test, differs: object = {}): Promise<Setup> {
  const receiver = await createReceiver(t, secret)
  const ops = { name: 'ops', url: receiver.url, secret, ...differs }
  const { host, clock, events } = await createNotifyHost(t, { webhooks: [ops] })
  const reactions = createReactions(host)
  const [tell, remind] = [createTellSweep(host), createRemindSweep(host)]
  const happen = async (type: string, data: object): Promise<void> =>
    reactions[type]?.(sourceEvent(type, data, clock.now()))
  return {
    receiver,
    async disk(mount, to) {
      const data = { host: 'web01', mount, to, text: `It is ${to}.` }
      await happen('disk.PressureChanged', data)
    },
    boiler: name => happen('boiler.Overheated', { name, boardId: randomUUID() }),
    async pass(seconds) {
      await clock.advance(seconds * 1_000)
      await remind.run(signal)
      await tell.run(signal)
    },
    async mute(seconds) {
      const muteId = randomUUID()
      const expiresAt = new Date(clock.now().getTime() + seconds * 1_000)
      const scope = { kind: 'disk', boardId: null, alarmId: null } as const
      const command = { type: 'set', muteId, scope, reason: 'test', expiresAt } as const
      await host.execute(muteDecider, { stream: muteStream(muteId), command })
    },
    async recorded() {
      return (await events())
        .filter(({ stream }) => stream.startsWith('delivery-'))
        .map(({ type, data }) => ('reason' in data ? `${type} ${data.reason}` : type))
    },
  }
}

function sourceEvent(type: string, data: object, receivedAt: Date): Recorded {
  const place = { stream: 'disk-1', revision: 0n, position: 0n, metadata: {} }
  const times = { receivedAt, recordedAt: receivedAt }
  return { type, id: randomUUID(), data, ...place, ...times }
}

const told = ({ alarms }: Receiver): readonly string[] =>
  alarms.map(({ subject, state }) => `${subject} ${state}`)

t.test('many alarms of one cause arrive as one signed message', async t => {
  const { receiver, disk, pass } = await setUp(t)
  await disk('/', 'critical')
  await disk('/data', 'warning')
  await pass(60)
  t.strictSame(told(receiver), ['/ of web01 raised', '/data of web01 raised'])
  t.equal(receiver.requests(), 1)
  t.match(receiver.summaries[0], /^2 alarms \(2 raised, 0 cleared\)/)
  await pass(60)
  t.equal(receiver.requests(), 1, 'and is not sent again')
})

t.test('an alarm arrives whatever the receiver did in the meantime', async t => {
  const { receiver, disk, pass, recorded } = await setUp(t)
  await receiver.down()
  await disk('/', 'critical')
  await pass(60)
  await receiver.up()
  receiver.behave('answers 500')
  await disk('/', 'ok')
  await pass(10)
  receiver.behave('takes')
  await pass(10)
  t.equal(receiver.requests(), 1, 'it waits longer after each failure')
  await pass(20)
  t.strictSame(told(receiver), ['/ of web01 raised', '/ of web01 cleared'])
  t.strictSame(await recorded(), [
    'notify.Failed it refused the connection',
    'notify.Failed it answered 500',
    'notify.Delivered',
  ])
})

t.test('an alarm of a plugin that others have written is as good as any', async t => {
  const { receiver, disk, boiler, pass } = await setUp(t, { kinds: ['heat'] })
  await disk('/', 'critical')
  await boiler('left')
  await pass(60)
  t.match(receiver.alarms, [{ kind: 'heat', subject: 'boiler left', state: 'raised' }])
  t.equal(receiver.alarms.length, 1, 'and a receiver may be told of its kind alone')
})

t.test('a redirection is not taken for an arrival, and is not followed', async t => {
  const { receiver, disk, pass, recorded } = await setUp(t)
  receiver.behave('redirects')
  await disk('/', 'critical')
  await pass(60)
  t.strictSame(await recorded(), ['notify.Failed it answered 302'])
  t.equal(receiver.requests(), 1)
  receiver.behave('takes')
  await pass(10)
  t.strictSame(told(receiver), ['/ of web01 raised'])
})

t.test('a message that nobody has taken for a day is given up', async t => {
  const { receiver, disk, pass, recorded } = await setUp(t)
  receiver.behave('answers 500')
  await disk('/', 'warning')
  await pass(60)
  await pass(86_400)
  await pass(86_400)
  t.equal(receiver.requests(), 2)
  t.equal((await recorded()).length, 2)
})

t.test(
  'nothing arrives after its mute, not even what had failed before, until it expires',
  async t => {
    const { receiver, disk, pass, mute, recorded } = await setUp(t)
    receiver.behave('answers 500')
    await disk('/', 'warning')
    await pass(60)
    receiver.behave('takes')
    await mute(3_600)
    await disk('/', 'critical')
    await pass(1_800)
    t.strictSame(told(receiver), [])
    t.match(await recorded(), [/Failed/, /Withheld muted/, /Withheld muted/])
    await pass(3_600)
    await disk('/', 'ok')
    await pass(60)
    t.strictSame(told(receiver), ['/ of web01 cleared'])
  },
)

t.test('in quiet hours only what is critical arrives, and the rest is recorded', async t => {
  const allDay = [
    { from: '00:00', to: '23:59' },
    { from: '23:59', to: '00:00' },
  ]
  const { receiver, disk, pass, recorded } = await setUp(t, { quietHours: allDay })
  await disk('/', 'warning')
  await disk('/data', 'critical')
  await pass(60)
  t.strictSame(told(receiver), ['/data of web01 raised'])
  t.match(await recorded(), [/Withheld quiet_hours/, /Delivered/])
})

t.test('what stays critical is told again after four hours', async t => {
  const { receiver, disk, pass } = await setUp(t)
  await disk('/', 'critical')
  await pass(60)
  await pass(4 * 3_600)
  await pass(60)
  t.strictSame(told(receiver), ['/ of web01 raised', '/ of web01 raised'])
  t.match(receiver.summaries[1], /^Still so: /)
})

t.test('a receiver that says nothing is tried again', async t => {
  const { receiver, disk, pass, recorded } = await setUp(t)
  receiver.behave('says nothing')
  await disk('/', 'critical')
  await pass(60)
  t.match(await recorded(), [/Failed it did not answer in time/])
  receiver.behave('takes')
  await pass(10)
  t.strictSame(told(receiver), ['/ of web01 raised'])
})
