import t from 'tap'
import { healableTargets } from '../../../../plugins/rollout/drift/heal-targets.ts'
import { emptyList } from '../../../support/empty-list.ts'
import { createWorld, runOf } from './world.ts'

t.test('a target that drifted may be healed, and the next look shows whether it is', async t => {
  const world = createWorld({ every: 60 })
  const healable = healableTargets(world.host)
  await world.approve('1')
  await world.look()
  t.strictSame(await healable.ailing(), [])
  world.service.runs = ['2']
  await world.look()
  const [drifted] = await healable.ailing()
  t.match(drifted, {
    ...{ id: 'app', state: 'drifted', reason: null, above: null, since: Date },
    alarm: { kind: 'drift', cause: 'drift app' },
  })
  const events = await world.recorded()
  t.equal(drifted?.eventIds[0], events.find(({ type }) => type === 'rollout.DriftFound')?.id)
  const look = await healable.look('app')
  t.match(look, { readings: [{ state: 'drifted' }], showsWithinSeconds: 180 })
  world.service.runs = ['1']
  await world.look()
  t.match(await healable.look('app'), {
    state: 'as_approved',
    readings: [{ state: 'as_approved' }],
  })
  t.equal(await healable.look('other'), undefined)
})

t.test('what a run is changing is left to it, and what cannot be seen says why', async t => {
  const world = createWorld()
  const healable = healableTargets(world.host)
  await world.approve('1')
  world.service.runs = ['2']
  await world.look()
  world.runs.set('a run', runOf('2', { stage: 'rollout' }))
  await world.look()
  t.match(await healable.look('app'), { above: { eventIds: [String] }, readings: emptyList })
  world.runs.clear()
  world.service.runs = ['1']
  await world.look()
  world.service.answers = 'nothing'
  await world.look()
  t.match(await healable.ailing(), [
    { state: 'unreachable', reason: 'not_told', alarm: { cause: 'unreachable app' } },
  ])
})
