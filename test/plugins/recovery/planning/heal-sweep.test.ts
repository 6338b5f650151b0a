import t from 'tap'
import type { Healable, HealableSubject } from '../../../../core/healing/healable.ts'
import type { Host } from '../../../../core/host.ts'
import { runPlugin } from '../../../../core/testing/run-plugin.ts'
import type { RecoveryConfig } from '../../../../plugins/recovery/config.ts'
import type { RecoveryEvent } from '../../../../plugins/recovery/events.ts'
import { createHealSweep } from '../../../../plugins/recovery/planning/heal-sweep.ts'
import plugin from '../../../../plugins/recovery/plugin.ts'
import runs from '../../../../projections/gsd-runs/projection.ts'
import receiving from '../../../../projections/receiving/projection.ts'
import recoveries from '../../../../projections/recoveries/projection.ts'
import policies from '../../../../projections/recovery-policies/projection.ts'

function createWorld() {
  const policy = { name: 'restart', mode: 'auto', after: 0, action: { run: { argv: ['true'] } } }
  const running = runPlugin(plugin, {
    config: {
      settle: 0,
      policies: [{ ...policy, for: { kind: 'thing', states: ['down'] } }],
    },
    projections: [recoveries, policies, receiving, runs],
  })
  const things = new Map<string, HealableSubject>()
  const counted = { reads: 0, fails: 'nothing' as 'nothing' | 'execute' }
  const healable: Healable = {
    ...{ kind: 'thing', summary: 'Things.', states: ['down'] },
    async ailing() {
      counted.reads += 1
      return [...things.values()].filter(({ state }) => state === 'down')
    },
    async look(id) {
      const found = things.get(id)
      return found && { ...found, readings: [], showsWithinSeconds: 60 }
    },
  }
  // It is of this plugin, as its own config says.
  const host = {
    ...running.host,
    healables: () => [healable],
    execute: (...asked: Parameters<Host['execute']>) =>
      counted.fails === 'execute'
        ? Promise.reject(new Error('the ledger is away'))
        : running.host.execute(...asked),
  } as Host<RecoveryConfig, RecoveryEvent>
  const sweep = createHealSweep(host)
  return {
    counted,
    stands(id: string, state: string): void {
      const at = { id, subject: id, host: 'web01', boardId: null, state, reason: null }
      const more = { since: null, text: 'So it is.', eventIds: [], alarm: null, above: null }
      things.set(id, { ...at, ...more })
    },
    /** How often the world is read at a tick. */
    async reads(): Promise<number> {
      counted.reads = 0
      await sweep.run(new AbortController().signal)
      return counted.reads
    },
    types: async () => (await running.recorded()).map(({ type }) => type.replace('recovery.', '')),
  }
}

t.test('the world is read anew where something was decided on, and only there', async t => {
  const world = createWorld()
  world.stands('a', 'up')
  t.equal(await world.reads(), 1)
  world.stands('a', 'down')
  t.equal(await world.reads(), 1)
  t.strictSame(await world.types(), ['Requested'])
  t.equal(await world.reads(), 2, 'what is open is judged')
  world.stands('a', 'up')
  t.equal(await world.reads(), 2)
  t.strictSame(await world.types(), ['Requested', 'Withdrawn'])
  t.equal(await world.reads(), 1, 'what has ended is not')
})

t.test('what was to be decided and failed may have been recorded: the world is read', async t => {
  const world = createWorld()
  world.stands('a', 'down')
  await world.reads()
  world.counted.fails = 'execute'
  t.equal(await world.reads(), 2)
})

t.test('what was judged makes room for another at the same tick', async t => {
  const world = createWorld()
  for (const id of ['a', 'b', 'c', 'd']) world.stands(id, 'down')
  await world.reads()
  t.strictSame(await world.types(), ['Requested', 'Requested', 'Requested', 'Suppressed'])
  world.stands('a', 'up')
  await world.reads()
  t.strictSame((await world.types()).slice(4), ['Withdrawn', 'Requested'])
})
