import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { AlarmSpecs } from '../../../../core/alarm.ts'
import type { Recorded } from '../../../../core/event.ts'
import { createEventCatalog } from '../../../../core/events/event-catalog.ts'
import { continuityAlarms } from '../../../../plugins/continuity/alarms.ts'
import { continuityEvents } from '../../../../plugins/continuity/events.ts'
import { diskAlarms } from '../../../../plugins/disk/alarms.ts'
import { diskEvents } from '../../../../plugins/disk/events.ts'
import { createReactions } from '../../../../plugins/notify/raising/react.ts'
import { windowStream } from '../../../../plugins/notify/streams.ts'
import { createTellSweeps } from '../../../../plugins/notify/telling/tell-sweep.ts'
import { windowDecider } from '../../../../plugins/notify/windows/window.ts'
import { createMemoryHost } from '../memory-host.ts'

const [board, other] = [randomUUID(), randomUUID()]
const hook = (name: string) => ({
  ...{ name, url: `http://127.0.0.1:1/${name}`, secret: 'a secret of these tests' },
})
const section = {
  webhooks: ['dba', 'scribes', 'all'].map(hook),
  routes: [
    { name: 'databases', labels: { host: 'db01' }, steps: [{ to: ['dba'] }] },
    { name: 'agents', labels: { agent: 'scribe' }, steps: [{ to: ['scribes'] }] },
  ],
  boardPeople: [{ board, people: ['person:ann', 'person:bob'] }],
}
const { signal } = new AbortController()

/** A Decklog in memory that hears of disks and agents. */
function setUp() {
  const memory = createMemoryHost(section)
  const { alarms } = createEventCatalog([
    { name: 'disk', events: diskEvents, alarms: diskAlarms as AlarmSpecs, streams: {} },
    {
      ...{ name: 'continuity', events: continuityEvents, streams: {} },
      alarms: continuityAlarms as AlarmSpecs,
    },
  ])
  const host = { ...memory.host, alarms }
  const reactions = createReactions(host)
  const happen = async (type: string, data: object): Promise<void> => {
    const place = { stream: 's-1', revision: 0n, position: 0n, metadata: {} }
    const at = host.clock.now()
    const times = { receivedAt: at, recordedAt: at }
    const event: Recorded = { type, data, id: randomUUID(), ...place, ...times }
    await reactions[type]?.(event)
  }
  return {
    ...memory,
    host,
    disk: (name: string) =>
      happen('disk.PressureChanged', { host: name, mount: '/', to: 'critical', text: 'Full.' }),
    agent: (boardId: string, name: string) =>
      happen('continuity.Changed', {
        ...{ boardId, agentId: randomUUID(), name, to: 'stale', text: 'It is late.' },
      }),
    async told(): Promise<readonly string[]> {
      const known = memory.sent.length
      await memory.clock.advance(60_000)
      for (const sweep of createTellSweeps(host)) await sweep.run(signal)
      return memory.sent.slice(known).map(({ to }) => to)
    },
  }
}

t.test('a route by a label tells of what has it, and of nothing else', async t => {
  const { disk, agent, told } = setUp()
  await disk('db01')
  t.strictSame(await told(), ['dba', 'all'])
  await disk('web01')
  t.strictSame(await told(), ['all'])
  await agent(other, 'scribe')
  t.strictSame(await told(), ['scribes', 'all'])
})

t.test('a window by a label keeps back what has it, and nothing else', async t => {
  const { host, disk, told } = setUp()
  const windowId = randomUUID()
  const now = host.clock.now()
  const endsAt = new Date(now.getTime() + 3_600_000).toISOString()
  const plan = { schedule: null, timeZone: 'UTC', lastsSeconds: 3_600, endsAt }
  await host.execute(windowDecider, {
    stream: windowStream(windowId),
    command: {
      ...{ type: 'plan', windowId, reason: 'It is patched.' },
      scope: { kind: null, boardId: null, labels: { host: 'db01' } },
      plan: { ...plan, beginsAt: now.toISOString() },
    },
  })
  await disk('db01')
  t.strictSame(await told(), [])
  await disk('web01')
  t.strictSame(await told(), ['all'])
})

t.test('the people of a board are named, where its alarm names nobody', async t => {
  const { agent, rowsOf } = setUp()
  await agent(board, 'scribe')
  await agent(other, 'clerk')
  const rows = [...rowsOf('alarms').values()]
  t.match(rows, [{ subject: 'agent scribe' }, { subject: 'agent clerk' }])
  t.strictSame(
    rows.map(row => Reflect.get(row, 'people')),
    [['person:ann', 'person:bob'], []],
  )
})
