import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { muteDecider } from '../../../plugins/notify/muting/mute.ts'
import { createReactions } from '../../../plugins/notify/raising/react.ts'
import { createTendSweep } from '../../../plugins/notify/raising/tend-sweep.ts'
import { muteStream } from '../../../plugins/notify/streams.ts'
import { createTellSweeps } from '../../../plugins/notify/telling/tell-sweep.ts'
import { createNotifyHost } from './notify-host.ts'
import type { TellingRow } from '../../../plugins/notify/rows.ts'
import { createReceiver, type Receiver } from './receiver.ts'

const secret = 'a secret of these tests'
const { signal } = new AbortController()

interface Setup {
  readonly receiver: Receiver
  /** A disk comes to stand so. */
  disk(mount: string, to: string): Promise<void>
  /** A boiler, which a plugin of others watches, is too hot. */
  boiler(name: string): Promise<void>
  /** There are no boilers any more. */
  removed(house: string): Promise<void>
  /** Lets time pass, and the sweeps run at its end. */
  pass(seconds: number): Promise<void>
  mute(seconds: number): Promise<void>
  /** Takes away the plugins that declare alarms. */
  uninstall(): void
  /** What was recorded of deliveries: type and reason. */
  recorded(): Promise<readonly string[]>
}

async function setUp(t: Test, differs: object = {}): Promise<Setup> {
  const receiver = await createReceiver(t, secret)
  const ops = { name: 'ops', url: receiver.url, secret, ...differs }
  const { host: installed, clock, events } = await createNotifyHost(t, { webhooks: [ops] })
  let { alarms } = installed
  const host = {
    ...installed,
    get alarms() {
      return alarms
    },
  }
  const reactions = createReactions(host)
  const sweeps = [createTendSweep(host), ...createTellSweeps(host)]
  const happen = async (type: string, data: object): Promise<void> =>
    reactions[type]?.(sourceEvent(type, data, clock.now()))
  return {
    receiver,
    async disk(mount, to) {
      const data = { host: 'web01', mount, to, text: `It is ${to}.` }
      await happen('disk.PressureChanged', data)
    },
    boiler: name => happen('boiler.Overheated', { name, boardId: randomUUID() }),
    removed: house => happen('boiler.Removed', { house }),
    async pass(seconds) {
      await clock.advance(seconds * 1_000)
      for (const sweep of sweeps) await sweep.run(signal)
    },
    async mute(seconds) {
      const muteId = randomUUID()
      const expiresAt = new Date(clock.now().getTime() + seconds * 1_000)
      const scope = { kind: 'disk', boardId: null, alarmId: null } as const
      const command = { type: 'set', muteId, scope, reason: 'test', expiresAt } as const
      await host.execute(muteDecider, { stream: muteStream(muteId), command })
    },
    uninstall() {
      alarms = []
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
    t.strictSame(told(receiver), ['/ of web01 raised', '/ of web01 cleared'])
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

t.test('what was kept back is told once when that ends, if it is still so', async t => {
  const { receiver, disk, pass, mute, recorded } = await setUp(t)
  await mute(3_600)
  await disk('/', 'warning')
  await disk('/', 'critical')
  await disk('/gone', 'critical')
  await pass(60)
  await disk('/gone', 'ok')
  await pass(60)
  t.strictSame(told(receiver), [])
  await pass(3_600)
  t.strictSame(told(receiver), ['/ of web01 raised'])
  t.equal(receiver.summaries[0], '/ of web01 is critical: It is critical.')
  t.equal((await recorded()).filter(one => one === 'notify.Lapsed').length, 2)
  await pass(60)
  t.equal(receiver.requests(), 1, 'once is enough')
})

t.test(
  'who was told that it is so is told that it is over, once that is not kept back',
  async t => {
    const { receiver, disk, pass, mute } = await setUp(t)
    await disk('/', 'critical')
    await pass(60)
    await mute(3_600)
    await disk('/', 'ok')
    await pass(60)
    await pass(3_600)
    await pass(60)
    t.strictSame(told(receiver), ['/ of web01 raised', '/ of web01 cleared'])
  },
)

t.test('what has passed is not called critical, however bad it was', async t => {
  const { receiver, disk, pass } = await setUp(t)
  await disk('/', 'critical')
  await pass(60)
  await disk('/', 'ok')
  await pass(60)
  t.strictSame(receiver.severities, ['critical', 'ok'])
  t.match(receiver.alarms, [{ severity: 'critical' }, { severity: 'ok', state: 'cleared' }])
})

t.test(
  'a receiver that is dead holds up no other, and neither does one without a secret',
  async t => {
    const [dead, healthy] = [await createReceiver(t, secret), await createReceiver(t, secret)]
    dead.behave('says nothing')
    const { host, clock } = await createNotifyHost(t, {
      webhooks: [
        { name: 'dead', url: dead.url, secret },
        { name: 'mute', url: healthy.url, secretFile: '/nowhere/secret' },
        { name: 'healthy', url: healthy.url, secret },
      ],
    })
    const reactions = createReactions(host)
    for (const name of ['web01', 'web02']) {
      const data = { host: name, mount: '/', to: 'critical', text: 'It is critical.' }
      await reactions['disk.PressureChanged']?.(
        sourceEvent('disk.PressureChanged', data, clock.now()),
      )
    }
    await clock.advance(60_000)
    const sweeps = createTellSweeps(host)
    t.strictSame(
      sweeps.map(({ name }) => name),
      ['tell-dead', 'tell-mute', 'tell-healthy'],
    )
    await Promise.all(sweeps.map(sweep => sweep.run(signal)))
    t.strictSame(told(healthy), ['/ of web01 raised', '/ of web02 raised'])
    t.equal(dead.requests(), 1, 'and what takes nothing is not asked again and again')
    const { rows } = await host.rows<TellingRow>('tellings', { equals: { state: 'pending' } })
    t.strictSame([...new Set(rows.map(row => row.webhook))].sort(), ['dead', 'mute'])
  },
)

t.test('the alarm of what is no longer installed ends by itself', async t => {
  const { receiver, disk, pass, uninstall } = await setUp(t)
  await disk('/', 'critical')
  await pass(60)
  uninstall()
  await pass(60)
  await pass(60)
  t.strictSame(told(receiver), ['/ of web01 raised', '/ of web01 cleared'])
  t.match(receiver.summaries[1], /no longer installed/)
})

t.test('what an event ends is over for all alarms of its group that are its own', async t => {
  const { receiver, disk, boiler, removed, pass } = await setUp(t)
  await disk('/', 'critical')
  await boiler('left')
  await boiler('right')
  await removed('disk web01')
  await removed('boilers')
  await pass(60)
  await pass(60)
  t.strictSame(
    told(receiver)
      .filter(one => one.endsWith('cleared'))
      .sort(),
    ['boiler left cleared', 'boiler right cleared'],
  )
})

t.test('what quiet hours kept back is told once when they end, if it is still so', async t => {
  const at = (minutes: number): string =>
    new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16)
  const quietHours = [{ from: at(-60), to: at(60) }]
  const { receiver, disk, pass, recorded } = await setUp(t, { quietHours })
  await disk('/', 'warning')
  await pass(60)
  t.match(await recorded(), [/Withheld quiet_hours/])
  await pass(2 * 3_600)
  await pass(60)
  t.strictSame(told(receiver), ['/ of web01 raised'])
})
