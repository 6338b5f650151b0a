import t from 'tap'
import type { Shared, SharedSweep, Sweep } from '../../../core/plugin.ts'
import { sharedWork } from '../../../core/running/shared-work.ts'

const ran: string[] = []
const sweep = (plugin: string, name: string, fails?: Error): Sweep => ({
  name,
  everySeconds: plugin === 'a' ? 300 : 60,
  async run() {
    ran.push(`${name} of ${plugin}`)
    if (fails) throw fails
  },
})
const plugin = (name: string, shared: Partial<Shared>): { contribution: { shared: Shared } } => ({
  contribution: {
    shared: { kind: 'guards', reactsTo: { [`${name}.Sampled`]: async () => {} }, ...shared },
  },
})

t.test('plugins of a kind share one reaction, and one sweep of each name', async t => {
  const broken = new Error('it does not sweep')
  const [work, ...others] = sharedWork([
    plugin('a', { sweeps: [sweep('a', 'days', broken), sweep('a', 'gone')] }),
    plugin('b', { sweeps: [sweep('b', 'days'), sweep('b', 'gone')] }),
    plugin('c', {}),
    { contribution: {} },
  ])
  t.strictSame(others, [])
  t.strictSame(Object.keys(work!.reactsTo), ['a.Sampled', 'b.Sampled', 'c.Sampled'])
  t.strictSame(
    work!.sweeps.map(({ name, everySeconds }) => `${name} every ${everySeconds} s`),
    ['days every 60 s', 'gone every 60 s'],
  )
  const [days, gone] = work!.sweeps
  await t.rejects(days!.run(new AbortController().signal), broken)
  await gone!.run(new AbortController().signal)
  t.strictSame(ran, ['days of a', 'days of b', 'gone of a', 'gone of b'])
  await t.rejects(gone!.run(AbortSignal.abort()))
  t.equal(ran.length, 4, 'who is told to stop begins nothing')
})

t.test('processes in which other guards are installed share other work', async t => {
  const nameOf = (...names: string[]): string | undefined =>
    sharedWork(names.map(name => plugin(name, {})))[0]?.name
  t.equal(nameOf('a', 'b'), nameOf('b', 'a'))
  t.not(nameOf('a', 'b'), nameOf('a'))
})

t.test('what can look for all at once does, once for all', async t => {
  const looks: string[] = []
  const together = (plugin: string): SharedSweep => ({
    ...sweep(plugin, 'silent'),
    runWith: async others => void looks.push([plugin, ...others.map(one => one.name)].join(' ')),
  })
  const signal = new AbortController().signal
  const run = (...sweeps: readonly SharedSweep[]): Promise<void> | undefined => {
    const [work] = sharedWork(sweeps.map((one, i) => plugin(`p${i}`, { sweeps: [one] })))
    return work?.sweeps[0]?.run(signal)
  }
  await run(together('a'), together('b'), together('c'))
  t.strictSame(looks, ['a silent silent'])
  ran.length = 0
  await run(together('a'), sweep('b', 'silent'))
  t.strictSame(looks.length, 1, 'not where one cannot')
  t.strictSame(ran, ['silent of a', 'silent of b'])
})

t.test('where nothing is swept there is no sweep', async t => {
  t.strictSame(sharedWork([plugin('a', {})])[0]?.sweeps, [])
})
