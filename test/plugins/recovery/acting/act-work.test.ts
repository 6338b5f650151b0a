import t from 'tap'
import type { Healable, OwnAction } from '../../../../core/healing/healable.ts'
import type { Host } from '../../../../core/host.ts'
import { Joi } from '../../../../core/plugin-api.ts'
import { runPlugin } from '../../../../core/testing/run-plugin.ts'
import { createActWork } from '../../../../plugins/recovery/acting/act-work.ts'
import type { RecoveryConfig } from '../../../../plugins/recovery/config.ts'
import { decideOn } from '../../../../plugins/recovery/deciding/decide-on.ts'
import type { RecoveryEvent } from '../../../../plugins/recovery/events.ts'
import { planOf } from '../../../../plugins/recovery/planning/matching.ts'
import plugin from '../../../../plugins/recovery/plugin.ts'
import recoveries from '../../../../projections/recoveries/projection.ts'
import { until } from '../../../support/until.ts'
import { about, consider, idOf } from '../story.ts'

type RecoveryHost = Host<RecoveryConfig, RecoveryEvent>

const policy = {
  ...{ name: 'prune', mode: 'auto', for: { kind: 'disk', level: 'critical' } },
  action: { own: { name: 'prune', with: {} } },
}

/** A machine with one policy whose action is counted, and does what a test says. */
function createMachine(does: OwnAction['run'], policies: readonly object[] = [policy]) {
  const running = runPlugin(plugin, { config: { policies }, projections: [recoveries] })
  const counted = { runs: 0, tells: 'at once' as 'at once' | 'never', refused: 0 }
  const prune: OwnAction = {
    ...{ summary: 'Prunes.', options: Joi.object({}) },
    run(asked, signal) {
      counted.runs += 1
      return does(asked, signal)
    },
  }
  const healable = { kind: 'disk', states: ['critical'], actions: { prune } } as unknown as Healable
  const host = {
    ...running.host,
    healables: () => [healable],
    execute: (...asked: Parameters<Host['execute']>) => {
      if (counted.tells === 'at once' || Object(asked[1].command).type !== 'finish')
        return running.host.execute(...asked)
      counted.refused += 1
      return Promise.reject(new Error('the ledger is away'))
    },
  } as RecoveryHost
  const here = host.machine.name
  const [configured] = host.config.policies
  return {
    ...{ counted, host, clock: running.clock },
    /** Requests an attempt that this machine is to take up. */
    async request(node = here): Promise<void> {
      const action = configured && planOf({ ...configured, node }, about)?.action
      const plan = { node, action: action ?? consider(0).plan.action }
      const now = running.clock.now()
      const startBy = new Date(now.getTime() + 60_000)
      await decideOn(host, { ...consider(0), plan, now, startBy })
    },
    /** Has it work until something is so. */
    async work(works: number, isSo: () => boolean | Promise<boolean>): Promise<void> {
      const stopped = new AbortController()
      const all = Array.from({ length: works }, () => createActWork(host).run(stopped.signal))
      await until('the machine has worked', async () => {
        await running.clock.advance(1_000)
        return isSo()
      })
      stopped.abort()
      let ended = 0
      for (const one of all) void one.then(() => (ended += 1))
      await until('it has ended', async () => {
        await running.clock.advance(1_000)
        return ended === works
      })
    },
    types: async () => (await running.recorded()).map(({ type }) => type.replace('recovery.', '')),
    last: async () => (await running.recorded()).at(-1),
  }
}

const freed: OwnAction['run'] = async () => ({
  changed: 'something',
  text: '1 file',
  freedBytes: 9,
})

t.test('of two processes of a machine one acts, once', async t => {
  const machine = createMachine(freed)
  await machine.request()
  await machine.work(2, async () => (await machine.types()).includes('ActionFinished'))
  t.strictSame(await machine.types(), ['Requested', 'ActionStarted', 'ActionFinished'])
  t.equal(machine.counted.runs, 1)
  t.match(await machine.last(), {
    data: { attemptId: idOf(9), outcome: 'succeeded', changed: 'something', freedBytes: 9 },
  })
})

t.test('what another machine is to do is left to it', async t => {
  const machine = createMachine(freed)
  await machine.request('elsewhere')
  let looks = 0
  await machine.work(1, () => (looks += 1) > 20)
  t.strictSame(await machine.types(), ['Requested'])
  t.equal(machine.counted.runs, 0)
})

t.test('an action that was requested otherwise is not done', async t => {
  const machine = createMachine(freed)
  await machine.request()
  Object.assign(machine.host.config, {
    policies: machine.host.config.policies.map(one => ({
      ...one,
      action: { ...one.action, own: { name: 'prune', with: { paths: ['/other'] } } },
    })),
  })
  await machine.work(1, async () => (await machine.types()).includes('Withdrawn'))
  t.match(await machine.last(), { data: { why: 'action_changed' } })
  t.equal(machine.counted.runs, 0)
})

t.test('the end of an action is told again until it is taken, and acted is once', async t => {
  const machine = createMachine(freed)
  machine.counted.tells = 'never'
  await machine.request()
  await machine.work(1, async () => {
    if (machine.counted.refused > 2) machine.counted.tells = 'at once'
    return (await machine.types()).includes('ActionFinished')
  })
  t.ok(machine.counted.refused > 2)
  t.equal(machine.counted.runs, 1)
})

t.test('what runs when the process stops is interrupted, and that is told', async t => {
  const machine = createMachine(
    (_asked, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  )
  await machine.request()
  await machine.work(1, () => machine.counted.runs > 0)
  t.match(await machine.last(), {
    type: 'recovery.ActionFinished',
    data: { outcome: 'interrupted' },
  })
})
