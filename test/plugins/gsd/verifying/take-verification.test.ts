import t from 'tap'
import { shownLinks } from '../../../../plugins/gsd/evidencing/links.ts'
import type { Check, Verification } from '../../../../plugins/gsd/verifying/verification.ts'
import { change, next, runId, start, tell, type Told, typesOf } from '../story.ts'

const check = (name: string, rest: Partial<Check> = {}): Check => ({
  ...{ name, required: 'required', verdict: 'passed', detail: 'ok', ...rest },
})
const link = 'https://decklog.example/verifications/1'
const verify = (...checks: readonly Check[]): Told => {
  const verification: Verification = {
    ...{ verificationId: 'verification-1', target: 'production', runId, checks },
    verdict: checks.some(({ verdict }) => verdict !== 'passed') ? 'failed' : 'passed',
    evidenceLink: link,
    ...{ startedAt: '2026-01-01T12:00:00.000Z', finishedAt: '2026-01-01T12:00:01.000Z' },
  }
  return { body: { kind: 'verify', verification } }
}
const failed = [
  check('api'),
  check('worker', { verdict: 'failed' }),
  check('notebook', { verdict: 'failed', required: 'optional' }),
]

t.test('a verification becomes evidence and metrics beside those that are there', async t => {
  const story = tell(start({ metrics: { retries: 2 } }), verify(check('api'), check('worker')))
  t.strictSame(shownLinks(story.run!), [link])
  t.strictSame(story.run?.metrics, {
    retries: 2,
    verification_checks_total: 2,
    verification_checks_passed: 2,
    verification_required_passed: 2,
    verification_required_failed: 0,
    verification_all_passed: 1,
  })
  t.equal(story.run?.status, 'in_progress')
})

t.test('a required check that failed blocks the run', async t => {
  const story = tell(start(), verify(...failed))
  t.match(story.run, {
    status: 'blocked',
    statusReason: 'Required checks failed: worker',
    metrics: { verification_required_failed: 1, verification_all_passed: 0 },
  })
  const optional = tell(start(), verify(check('notebook', failed[2])))
  t.match(optional.run, { status: 'in_progress', metrics: { verification_all_passed: 0 } })
})

t.test('a verification is taken once, and never into what has not started', async t => {
  t.strictSame(next(tell(start(), verify(...failed)), verify(...failed)), [])
  t.strictSame(next(tell(), verify(...failed)), [])
})

t.test('a completed run keeps its status, and takes the proof', async t => {
  const completed = tell(start(), change({ status: 'completed' }))
  t.strictSame(typesOf(completed, verify(...failed)), ['EvidenceAttached', 'MetricsRecorded'])
})
