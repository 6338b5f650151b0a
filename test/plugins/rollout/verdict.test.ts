import t from 'tap'
import { reasonOf } from '../../../plugins/rollout/verifying/gate.ts'
import type { CheckResult } from '../../../plugins/rollout/events.ts'
import {
  allPassed,
  requiredFailed,
  type Verdict,
  verdictOf,
  verdicts,
} from '../../../plugins/rollout/verdict.ts'

const check = (verdict: Verdict, required: CheckResult['required'] = 'required'): CheckResult => ({
  ...{ name: 'disk', required, verdict, detail: '' },
})

t.test('only passed opens what requires it', async t => {
  for (const verdict of verdicts) {
    const checks = [check('passed'), check(verdict)]
    t.equal(verdictOf(checks, null), verdict === 'passed' ? 'passed' : 'failed', verdict)
    t.equal(requiredFailed(checks), verdict === 'passed' ? 0 : 1, verdict)
    t.equal(verdictOf([check('passed'), check(verdict, 'optional')], null), 'passed', verdict)
  }
})

t.test('all have passed when none that ran has not', async t => {
  t.ok(allPassed([check('passed'), check('skipped', 'optional')]))
  t.notOk(allPassed([check('passed'), check('failed', 'optional')]))
  t.notOk(allPassed([check('skipped')]))
})

t.test(
  'a health gate that failed fails the verification, one that was skipped does not',
  async t => {
    const gate = { reason: '', attempts: [] }
    t.equal(verdictOf([check('passed')], { ...gate, status: 'failed' }), 'failed')
    t.equal(verdictOf([check('passed')], { ...gate, status: 'skipped' }), 'passed')
  },
)

t.test('the gate denies what was never verified, what failed, and what is too old', async t => {
  const row = {
    ...{ verification_id: 'v', target: 'production', event_id: 'e', verdict: 'passed' as const },
    finished_at: new Date('2026-01-02T00:00:00.000Z'),
  }
  const day = (n: number): Date => new Date(`2026-01-0${n}T00:00:00.000Z`)
  t.equal(reasonOf(row, day(1)), undefined)
  t.match(reasonOf(undefined, day(1)), { decision: 'deny', code: 'verification_missing' })
  t.match(reasonOf({ ...row, verdict: 'failed' }, day(1)), {
    code: 'verification_failed',
    eventIds: ['e'],
  })
  t.match(reasonOf(row, day(3)), { code: 'verification_old', eventIds: ['e'] })
})
