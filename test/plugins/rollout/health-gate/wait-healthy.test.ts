import t from 'tap'
import type { HealthGateRules } from '../../../../plugins/rollout/target-config.ts'
import type { HealthGateResult } from '../../../../plugins/rollout/events.ts'
import { waitHealthy } from '../../../../plugins/rollout/health-gate/wait-healthy.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

const rules: HealthGateRules = {
  ...{ initialDelay: 10, attempts: 6, interval: 15, timeout: 5 },
  ...{ successes: 3, deadline: 600 },
}

/** Waits for a target that is healthy (`+`) or not (`-`) at each look, and tells when that was over, in seconds. */
async function wait(
  looks: string,
  differs: Partial<HealthGateRules> = {},
): Promise<HealthGateResult & { seconds: number }> {
  const clock = createFakeClock()
  let count = 0
  const waiting = waitHealthy({
    rules: { ...rules, ...differs },
    clock,
    look: async () => (looks[count++] === '+' ? [] : ['http://app/healthz']),
    tell: () => {},
  })
  const result = waiting.then(ended => ({ ...ended, seconds: clock.monotonicMs() / 1_000 }))
  for (let step = 0; step < 2_000; step += 1) await clock.advance(1_000)
  return result
}

t.test('passes after three good looks in a row', async t => {
  t.match(await wait('+++'), { status: 'passed', seconds: 40 })
  t.match(await wait('-+++'), { status: 'passed', seconds: 55 })
})

t.test('a target that flaps does not pass', async t => {
  const ended = await wait('++-++-')
  t.match(ended, { status: 'failed', reason: 'not healthy in 6 attempts' })
  t.equal(ended.attempts.length, 6)
})

t.test('a target that is never ready fails and says which URL', async t => {
  const ended = await wait('------')
  t.match(ended, { status: 'failed' })
  t.strictSame(ended.attempts.at(-1)?.failedUrls, ['http://app/healthz'])
})

t.test('waits no longer than its deadline', async t => {
  const ended = await wait('-'.repeat(100), { attempts: 100, deadline: 60 })
  t.match(ended, { status: 'failed', reason: 'not healthy within 60 s' })
  t.ok(ended.seconds <= 75)
})
