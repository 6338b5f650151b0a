import Joi from 'joi'
import t from 'tap'
import { gateTargetOf } from '../../../plugins/rollout/config.ts'
import { rolloutConfig } from '../../support/shipped-config.ts'
import { newestOf, reasonOf } from '../../../plugins/rollout/verifying/gate.ts'
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
  t.ok(allPassed([check('passed'), check('skipped', 'optional')], null))
  t.notOk(allPassed([check('passed'), check('failed', 'optional')], null))
  t.notOk(allPassed([check('skipped')], null))
  t.notOk(allPassed([check('passed')], { status: 'failed' }), 'nor has a health gate that failed')
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
    ...{ board_id: null, speaks_for: 'all' as const },
    started_at: new Date('2026-01-01T23:59:00.000Z'),
    finished_at: new Date('2026-01-02T00:00:00.000Z'),
  }
  const day = (n: number) => ({
    oldest: new Date(`2026-01-0${n}T00:00:00.000Z`),
    target: 'production',
  })
  t.equal(reasonOf(row, day(1)), undefined)
  t.match(reasonOf(undefined, day(1)), { decision: 'deny', code: 'verification_missing' })
  t.match(reasonOf({ ...row, verdict: 'failed' }, day(1)), {
    code: 'verification_failed',
    eventIds: ['e'],
  })
  t.match(reasonOf(row, day(3)), { code: 'verification_old', eventIds: ['e'] })
})

t.test(
  'a verification counts on its board, and for all when who asked may speak for all',
  async t => {
    const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 1, hour))
    const row = { target: 'app', event_id: 'e', verdict: 'passed', started_at: at(0) } as const
    const rows = [
      { ...row, verification_id: 'all', board_id: null, speaks_for: 'all', finished_at: at(1) },
      { ...row, verification_id: 'of A', board_id: 'A', speaks_for: 'board', finished_at: at(3) },
      { ...row, verification_id: 'on A', board_id: 'A', speaks_for: 'all', finished_at: at(2) },
    ] as const
    const newest = (boardId: string | null): string | undefined =>
      newestOf(rows, boardId)?.verification_id
    t.equal(newest('A'), 'of A')
    t.equal(newest('B'), 'all', 'what another board was told opens nothing here')
    t.equal(newest(null), 'on A')
    t.equal(newestOf(rows.slice(1), 'B'), undefined)
  },
)

t.test('the newest verification is the one that began last, however long others take', async t => {
  const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 1, hour))
  const row = { target: 'app', event_id: 'e', board_id: null, speaks_for: 'all' } as const
  const slow = {
    ...{ ...row, verification_id: 'z', verdict: 'passed' as const },
    ...{ started_at: at(1), finished_at: at(5) },
  }
  const failed = {
    ...{ ...row, verification_id: 'b', verdict: 'failed' as const },
    ...{ started_at: at(2), finished_at: at(3) },
  }
  t.equal(newestOf([slow, failed], null)?.verification_id, 'b')
  t.equal(newestOf([failed, slow], null)?.verification_id, 'b')
  const together = { ...slow, verification_id: 'a', started_at: at(2) }
  t.equal(newestOf([together, failed], null)?.verification_id, 'a', 'of two, what ended last')
  const twin = { ...failed, verification_id: 'c' }
  for (const rows of [
    [twin, failed],
    [failed, twin],
  ])
    t.equal(newestOf(rows, null)?.verification_id, 'c', 'and then any, but always the same')
})

t.test('gates ask about the configured target, or about the only one there is', async t => {
  const ask = (section: object): string => gateTargetOf(Joi.attempt(section, rolloutConfig))
  t.equal(ask({}), 'self')
  t.equal(ask({ targets: { production: {} } }), 'production')
  t.equal(ask({ targets: { production: {}, staging: {} } }), 'self')
  t.equal(ask({ defaultTarget: 'staging', targets: { production: {}, staging: {} } }), 'staging')
})
