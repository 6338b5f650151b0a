import t from 'tap'
import { createWatchSweeps } from '../../../../plugins/rollout/drift/watch-sweeps.ts'
import { createPluginGround } from '../../../support/plugin-running.ts'
import { until } from '../../../support/until.ts'
import { createWorld } from './world.ts'

const prepare = await createPluginGround(t)

t.test('of two processes one looks, and the other goes on when it ends', async t => {
  const running = prepare(t)
  const world = createWorld({}, { health: [{ url: 'http://app.example/healthz' }] })
  await world.approve('1')
  const calls: string[] = []
  const sweepsOf = (who: string) => {
    const request: typeof world.host.outbound.request = asked => {
      calls.push(who)
      return world.host.outbound.request(asked)
    }
    const outbound = { ...world.host.outbound, request }
    return { sweeps: createWatchSweeps({ ...world.host, outbound }) }
  }
  const first = running.run(sweepsOf('first'))
  await until('the first looks', () => calls.length > 0)
  const second = running.run(sweepsOf('second'))
  await first.stop()
  await until('the second looks', () => calls.includes('second'))
  const [changed] = [calls.indexOf('second')]
  t.ok(calls.slice(0, changed).every(who => who === 'first'))
  t.ok(calls.slice(changed).every(who => who === 'second'))
  await second.stop()
})

t.test('a target is looked at when it is due, by whoever is to look', async t => {
  const world = createWorld({ every: 60, host: 'db01' })
  await world.approve('1')
  await world.sweep()
  await world.sweep('drift-of-machine')
  t.strictSame(await world.types(), [], 'db01 alone looks')
  const own = createWorld({ every: 60, host: 'web01' })
  await own.sweep('drift-of-machine')
  t.match(await own.row(), { is_watched: true, host: 'web01', looked_by: 'web01' })
  own.service.runs = ['2']
  await own.sweep('drift-of-machine')
  t.match(await own.row(), { running: [{ digest: /1$/ }] }, 'not yet')
  await own.clock.advance(60_000)
  await own.sweep('drift-of-machine')
  t.match(await own.row(), { running: [{ digest: /2$/ }] })
})

t.test('what is looked at no longer leaves no drift behind, and is known again', async t => {
  const world = createWorld()
  await world.approve('1')
  world.service.runs = ['2']
  await world.sweep()
  const { targets } = world.host.config
  Reflect.set(world.host.config, 'targets', {})
  await world.sweep()
  await world.sweep()
  t.match(await world.row(), { is_watched: false, drifted_since: null, verified: [{}] })
  Reflect.set(world.host.config, 'targets', targets)
  await world.clock.advance(300_000)
  await world.sweep()
  t.match(await world.row(), { is_watched: true, drifted_since: Date })
  const dropped = (await world.types()).filter(type => type === 'rollout.TargetDropped')
  t.equal(dropped.length, 1)
})
