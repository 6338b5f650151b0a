import t from 'tap'
import type { GuardSpec } from '../../../core/guarding/guard.ts'
import { runPlugin } from '../../../core/testing/run-plugin.ts'
import { createTankGuard, type Script, tankModels } from './tank-guard.ts'

type Values = Readonly<Record<string, number>>

const below = { critical: 10 }
const strict: GuardSpec['measures'] = {
  level: { title: 'Level', unit: 'percent', below },
  flow: { title: 'Flow', unit: 'per_second', below },
  heat: { title: 'Heat', unit: 'none' },
}
const lenient: GuardSpec['measures'] = {
  level: { title: 'Level', unit: 'percent', below, optional: true },
  flow: { title: 'Flow', unit: 'per_second', below, optional: true },
}

/** Reads these values, one after the other, and tells what was recorded of them. */
async function told(
  measures: GuardSpec['measures'],
  ...values: readonly Values[]
): Promise<readonly string[]> {
  const script: Script = { next: [] }
  const guard = createTankGuard(script, measures ? { measures } : {})
  const running = runPlugin(guard, { projections: tankModels })
  for (const [index, next] of values.entries()) {
    script.next = [{ subject: 'a', values: next }]
    if (index === 0) running.start()
    await running.advance(index === 0 ? 0 : 60_000)
  }
  running.stop()
  const events = await running.recorded()
  return events.map(({ type, data }) => {
    const [, word] = type.split('.')
    if ('message' in data) return `${word}: ${String(data.message)}`
    return 'to' in data ? `to ${String(data.to)}` : `${word}`
  })
}

t.test('a reading without a value that is judged is a failed one, by its name', async t => {
  const [first] = (await told(strict, { level: 50, heat: 1 })).slice(-1)
  t.match(first, /^ReadFailed: .*values\.flow is missing/)
})

t.test('what is not judged may be left out', async t => {
  t.strictSame(await told(strict, { level: 50, flow: 50 }), ['Sampled', 'to ok'])
})

t.test('a value that is left out releases no block', async t => {
  const block = { level: 50, flow: 5 }
  const turns = await told(strict, block, { level: 50 }, { level: 50 }, { level: 50 })
  t.strictSame(
    turns.filter(one => one.startsWith('to')),
    ['to critical', 'to unknown'],
  )
})

t.test('what does not apply any more is let go', async t => {
  const turns = await told(lenient, { level: 50, flow: 5 }, { level: 50 })
  t.strictSame(turns, ['Sampled', 'to critical', 'Sampled', 'to ok'])
})

t.test('where nothing that is judged applies, nothing is known and nothing released', async t => {
  t.strictSame(await told(lenient, {}), ['Sampled'], 'not even that it is well')
  const turns = await told(lenient, { level: 50, flow: 5 }, {}, {})
  t.strictSame(turns, ['Sampled', 'to critical', 'Sampled', 'Sampled'])
})

t.test('a guard whose measures have no limits is well when it is read', async t => {
  const heat = { title: 'Heat', unit: 'none' } as const
  t.strictSame(await told({ heat }, { heat: 1 }, {}), ['Sampled', 'to ok', 'Sampled'])
})
