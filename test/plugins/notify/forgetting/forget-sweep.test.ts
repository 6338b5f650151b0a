import t from 'tap'
import { foldEvents } from '../../../../core/projecting/fold.ts'
import type { Projection } from '../../../../core/projection.ts'
import { alarmDecider } from '../../../../plugins/notify/raising/alarm.ts'
import { alarmIdOf, alarmStream } from '../../../../plugins/notify/streams.ts'
import alarms from '../../../../projections/alarms/projection.ts'
import channels from '../../../../projections/channels/projection.ts'
import mutes from '../../../../projections/mutes/projection.ts'
import notices from '../../../../projections/notices/projection.ts'
import tellings from '../../../../projections/tellings/projection.ts'
import windows from '../../../../projections/windows/projection.ts'
import { createMemoryHost } from '../memory-host.ts'
import { createWorld, section, told, type World } from '../world.ts'

const projections: readonly Projection[] = [alarms, channels, mutes, notices, tellings, windows]
const names = ['alarms', 'mutes', 'notices', 'tellings', 'windows'] as const

const sizes = ({ host }: World): readonly number[] => names.map(name => host.rowsOf(name).size)

/** Each read model is what is folded of the whole ledger. */
function isAsReplayed(t: Tap, { host }: World): void {
  for (const projection of projections) {
    const handled = host.events.filter(({ type }) => type in projection.on)
    const rows = foldEvents(projection, handled)
    t.strictSame(new Map(host.rowsOf(projection.name)), rows, projection.name)
  }
}
type Tap = Pick<typeof t, 'strictSame'>

t.test('what was over longer ago than is kept is listed no more, live and replayed', async t => {
  const world = createWorld()
  for (const disk of ['d0', 'd1', 'd2']) await world.say(disk, 'critical')
  await world.pass(30)
  for (const disk of ['d0', 'd1', 'd2']) await world.say(disk, 'cleared')
  await world.mute(10)
  await world.window(10)
  await world.pass(900)
  const before = sizes(world)
  await world.forget(399)
  t.strictSame(sizes(world), before, 'not a day too early')
  t.ok(before.every(size => size > 0))
  await world.forget(2)
  t.strictSame(sizes(world), [0, 0, 0, 0, 0])
  t.equal(world.host.rowsOf('channels').size, 2, 'what channels come to is kept')
  isAsReplayed(t, world)
  const recorded = world.host.events.length
  await world.forget(1)
  t.equal(world.host.events.length, recorded, 'it is forgotten once')
})

t.test('what is raised anew after it was forgotten is told as new', async t => {
  const world = createWorld()
  await world.say('d0', 'critical')
  await world.pass(30)
  await world.say('d0', 'cleared')
  await world.pass(900)
  await world.forget(401)
  const before = told(world, 'night').length
  await world.say('d0', 'critical')
  await world.pass(30)
  t.strictSame(told(world, 'night').slice(before), ['d0 is critical.'])
  t.equal(world.host.rowsOf('alarms').size, 1)
  isAsReplayed(t, world)
})

t.test('of what still stands each receiver keeps the last it was told, however old', async t => {
  const world = createWorld()
  await world.say('d0', 'warning')
  await world.pass(60)
  await world.say('d0', 'critical')
  await world.pass(30)
  for (let day = 0; day < 3; day += 1) {
    await world.host.clock.advance(86_400_000)
    await world.pass(30)
  }
  const mute = await world.mute(60 * 24 * 900)
  await world.forget(500)
  t.strictSame(sizes(world).slice(0, 2), [1, 1])
  const left = [...world.host.rowsOf('tellings').values()]
  const who = left.map(row => Reflect.get(row, 'webhook')).toSorted()
  t.strictSame([...new Set(who)], ['boss', 'day', 'night'])
  t.ok(left.length < 10, 'reminders of before are gone')
  isAsReplayed(t, world)
  // It ends while nobody is told: whoever believes that it is so is told afterwards.
  await world.say('d0', 'cleared')
  await world.pass(60)
  await world.lift(mute)
  const before = told(world, 'night').length
  await world.pass(60)
  t.strictSame(told(world, 'night').slice(before), ['d0 is cleared.'])
})

t.test('what somebody still waits to be told of is kept until they have been', async t => {
  const world = createWorld(createMemoryHost({ ...section, giveUpAfter: '3000d' }))
  world.host.behave('night', 'is down')
  await world.say('d0', 'critical')
  await world.pass(60)
  await world.say('d0', 'cleared')
  await world.pass(1_800)
  await world.forget(401)
  t.equal(world.host.rowsOf('alarms').size, 1)
  world.host.behave('night', 'takes')
  await world.pass(1_800)
  t.match(told(world, 'night').at(-1), /d0 is cleared/)
  await world.forget(1)
  t.strictSame(sizes(world), [0, 0, 0, 0, 0])
})

t.test('a receiver that is no longer configured holds up nothing', async t => {
  const first = createMemoryHost(section)
  const world = createWorld(first)
  first.behave('night', 'is down')
  await world.say('d0', 'critical')
  await world.pass(60)
  await world.say('d0', 'cleared')
  await world.pass(1_800)
  const [day, , boss] = section.webhooks
  first.configure({ webhooks: [day, boss] })
  const later = createWorld(first)
  await later.forget(401)
  t.strictSame(sizes(later), [0, 0, 0, 0, 0])
})

t.test('what a legal hold is on stays', async t => {
  const world = createWorld()
  for (const disk of ['d0', 'd1']) {
    await world.say(disk, 'critical')
    await world.say(disk, 'cleared')
  }
  await world.pass(1_800)
  world.host.hold(alarmStream(alarmIdOf('disk d0')))
  await world.forget(401)
  t.strictSame([...world.host.rowsOf('alarms').keys()], [alarmIdOf('disk d0')])
  t.ok(world.host.rowsOf('notices').size > 0)
})

t.test('what is kept at the front of a long list holds up nothing behind it', async t => {
  const world = createWorld()
  for (let disk = 0; disk < 8; disk += 1) await world.say(`s${disk}`, 'warning')
  await world.pass(60)
  for (let disk = 0; disk < 8; disk += 1) await world.say(`o${disk}`, 'warning')
  await world.pass(60)
  for (let disk = 0; disk < 8; disk += 1) await world.say(`o${disk}`, 'cleared')
  await world.pass(1_800)
  await world.forget(401, 3)
  t.equal(world.host.rowsOf('alarms').size, 8)
  t.equal(world.host.rowsOf('notices').size, 8)
  t.equal(world.host.rowsOf('tellings').size, 8)
  isAsReplayed(t, world)
})

t.test('an alarm that was raised since it was looked for is not forgotten', async t => {
  const world = createWorld()
  await world.say('d0', 'critical')
  await world.say('d0', 'cleared')
  await world.host.clock.advance(401 * 86_400_000)
  const alarmId = alarmIdOf('disk d0')
  const than = new Date(world.host.clock.now().getTime() - 400 * 86_400_000)
  await world.say('d0', 'critical')
  const forget = async () => {
    const command = { type: 'forget', alarmId, than } as const
    return world.host.host.execute(alarmDecider, { stream: alarmStream(alarmId), command })
  }
  t.strictSame((await forget()).events, [])
  await world.say('d0', 'cleared')
  t.strictSame((await forget()).events, [], 'nor one that ended since')
})
