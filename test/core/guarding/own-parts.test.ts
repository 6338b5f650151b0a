import t, { type Test } from 'tap'
import type { GuardSpec } from '../../../core/guarding/guard.ts'
import { runPlugin, type RunningPlugin } from '../../../core/testing/run-plugin.ts'
import { emptyList } from '../../support/empty-list.ts'
import { createTankGuard, tankModels } from './tank-guard.ts'

/** A guard of a tank that is nearly empty, with parts of its own. */
async function start(t: Test, parts: Partial<GuardSpec>): Promise<RunningPlugin> {
  const script = { next: [{ subject: 'north', values: { level: 1 } }] }
  const running = runPlugin(createTankGuard(script, parts), {
    config: { limits: { level: { enterAfter: 0 } } },
    projections: tankModels,
  })
  t.teardown(() => running.stop())
  running.start()
  await running.advance(60_000)
  return running
}

const shown = async ({ contribution }: RunningPlugin) =>
  (await contribution.guard!.subjects({})).subjects[0]!

t.test('actions of its own are shown, and nothing else is another', async t => {
  const action = { code: 'refill', title: 'Refill it', why: 'It runs dry.' }
  const plain = await start(t, {})
  const own = await start(t, { actions: ({ level }) => (level === 'ok' ? [] : [action]) })
  const { actions, ...rest } = await shown(own)
  t.strictSame(actions, [action])
  t.match({ ...(await shown(plain)), eventIds: [] }, { ...rest, eventIds: emptyList })
  t.equal((await shown(plain)).actions, undefined)
  t.strictSame(await own.ask('tank').then(told), await plain.ask('tank').then(told))
})

t.test('reasons of its own are those of its gate, none at all included', async t => {
  const dry = { decision: 'warn', code: 'tank_dry', text: 'It is dry.', eventIds: ['e1'] } as const
  const own = await start(t, { reasons: ({ held }) => (held === 'ok' ? [] : [dry]) })
  t.strictSame(told(await own.ask('tank')), ['warn tank_dry'])
  t.match(await shown(own), { level: 'emergency' }, 'it is judged as before')
  const lenient = await start(t, { reasons: () => [] })
  t.match(await lenient.ask('tank'), { decision: 'allow', reasons: emptyList })
  t.match(await lenient.ask('tank', { subject: 'none' }), { reasons: [{ code: 'tank_not_known' }] })
})

t.test('columns of its own are beside those of core', async t => {
  const own = await start(t, { columns: ({ subject }) => ({ room: `the room of ${subject}` }) })
  t.match(await shown(own), {
    ...{ subject: 'north', level: 'emergency', values: { level: 1 } },
    more: { room: 'the room of north' },
  })
})

t.test('what it contributes is there beside what core makes of it', async t => {
  const sweep = { name: 'rinse', everySeconds: 60, run: async () => {} }
  const own = await start(t, { contribute: () => ({ sweeps: [sweep] }) })
  t.match(own.contribution, { sweeps: [{ name: 'rinse' }], gates: [{ name: 'tank' }] })
  await own.sweep('rinse')
  await own.sweep('forget-gone')
})

function told({ reasons }: Awaited<ReturnType<RunningPlugin['ask']>>): readonly string[] {
  return reasons.map(({ decision, code }) => `${decision} ${code}`)
}
