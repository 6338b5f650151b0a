import t from 'tap'
import type { HealthCheck } from '../../../core/plugin.ts'
import { CheckRunner } from '../../../core/running/check-runner.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

type Answer = Awaited<ReturnType<HealthCheck['check']>>

async function healthAfter(answer: unknown): Promise<{ state?: string; reason?: string }> {
  const controller = new AbortController()
  const check: HealthCheck = { name: 'pump', check: async () => answer as Answer }
  const runner = new CheckRunner('boiler', check, { clock: createFakeClock() })
  const running = runner.run(controller.signal)
  await new Promise(setImmediate)
  const [item] = runner.health()
  controller.abort()
  await running
  return item ?? {}
}

t.test('a check is healthy when it says so, in so many words', async t => {
  t.match(await healthAfter({ healthy: true }), { state: 'ok' })
})

for (const [name, answer] of [
  ['a word', { healthy: 'yes' }],
  ['a number', { healthy: 1 }],
  ['another name for it', { ok: true }],
  ['nothing', undefined],
  ['null', null],
  ['a bare true', true],
  ['a reason that is none', { healthy: false, reason: { toString: null } }],
] as const) {
  t.test(`a check that answers ${name} is failing, with a reason`, async t => {
    const { state, reason } = await healthAfter(answer)
    t.equal(state, 'failing')
    t.ok(typeof reason === 'string' && reason.length > 0)
  })
}
