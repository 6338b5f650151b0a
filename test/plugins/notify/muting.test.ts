import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Rows } from '../../../core/readmodel/rows.ts'
import { createExpireSweep } from '../../../plugins/notify/muting/expire-sweep.ts'
import { muteDecider } from '../../../plugins/notify/muting/mute.ts'
import { mutesInForce, readMutes } from '../../../plugins/notify/muting/mutes-in-force.ts'
import { createSilences } from '../../../plugins/notify/silencing/silences.ts'
import type { MuteRow } from '../../../plugins/notify/rows.ts'
import { alarmIdOf, muteStream } from '../../../plugins/notify/streams.ts'
import { createNotifyHost } from './notify-host.ts'

const now = new Date('2026-01-01T00:00:00.000Z')
const later = new Date(now.getTime() + 1)
const [boardId, alarmId] = [randomUUID(), randomUUID()]
const alarm = { kind: 'disk', board_id: boardId, alarm_id: alarmId }
const nothing = {
  mute_id: 'm',
  kind: null,
  board_id: null,
  alarm_id: null,
  lifted_at: null,
  expires_at: later,
}
const isMuted = (mute: object, of = alarm): boolean =>
  mutesInForce([{ ...nothing, ...mute }], now).over(of) !== undefined

t.test('a mute silences what matches all that it names, while it is in force', async t => {
  t.ok(isMuted({}))
  t.ok(isMuted({ kind: 'disk', board_id: boardId, alarm_id: alarmId }))
  t.notOk(isMuted({ kind: 'gate' }))
  t.notOk(isMuted({ board_id: randomUUID() }))
  t.notOk(isMuted({ kind: 'disk', alarm_id: randomUUID() }))
  t.notOk(isMuted({ expires_at: now }))
  t.notOk(isMuted({ lifted_at: now }))
  t.notOk(isMuted({ board_id: boardId }, { ...alarm, board_id: randomUUID() }))
})

t.test('a mute is as good as any, however many there are', async t => {
  const others = Array.from({ length: 2_500 }, (_, n) => ({
    ...{ ...nothing, mute_id: `${n}`, alarm_id: randomUUID(), _key: String(n).padStart(5, '0') },
  }))
  const found = [...others, { ...nothing, alarm_id: alarmId, _key: '99999' }]
  const all = async (): Promise<Rows<MuteRow>> => ({ rows: found as never, position: 0n })
  const mutes = await readMutes({ all: all as never, clock: { now: () => now } as never })
  t.ok(mutes.over(alarm))
})

t.test('a mute ends by itself when its time has come', async t => {
  const { host, clock } = await createNotifyHost(t, {})
  const muteId = randomUUID()
  const scope = { kind: null, boardId: null, alarmId: null }
  const expiresAt = new Date(clock.now().getTime() + 60_000)
  const command = { type: 'set', muteId, scope, reason: 'test', expiresAt } as const
  await host.execute(muteDecider, { stream: muteStream(muteId), command })
  const sweep = createExpireSweep(host)
  const inForce = async (): Promise<number> =>
    (await host.rows('mutes', { equals: { ended_at: null } })).rows.length
  await sweep.run(new AbortController().signal)
  t.equal(await inForce(), 1)
  await clock.advance(60_000)
  await sweep.run(new AbortController().signal)
  await sweep.run(new AbortController().signal)
  t.equal(await inForce(), 0)
})

t.test('whoever would act on something is told what silences it, why and until when', async t => {
  const cause = 'disk web01 /data'
  const of = [
    { mute_id: 'a', kind: 'disk', alarm_id: alarmIdOf(cause) },
    { mute_id: 'b', board_id: boardId },
    { mute_id: 'c', kind: 'gate' },
    { mute_id: 'd', alarm_id: alarmIdOf('disk web01 /') },
    { mute_id: 'over', expires_at: now },
  ]
  const rows = of.map(one => ({ ...nothing, reason: 'Why.', ...one }))
  const all = async (of: string): Promise<object> => ({
    rows: of === 'mutes' ? rows : [],
    position: 0n,
  })
  const silences = createSilences({ all: all as never, clock: { now: () => now } as never })
  const found = await silences({ kind: 'disk', boardId, cause })
  t.strictSame(
    found.map(({ id }) => id),
    ['a', 'b'],
  )
  t.strictSame(found[0], { by: 'mute', id: 'a', reason: 'Why.', until: later })
})
