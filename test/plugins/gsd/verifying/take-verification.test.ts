import t from 'tap'
import type { Change } from '../../../../plugins/gsd/running/command.ts'
import { shownLinks } from '../../../../plugins/gsd/evidencing/links.ts'
import type { Check, Verification } from '../../../../plugins/gsd/verifying/verification.ts'
import {
  after,
  attach,
  boardId,
  change,
  next,
  otherRelease,
  refusalOf,
  releaseId,
  runId,
  start,
  tell,
  typesOf,
  type Told,
} from '../story.ts'

const check = (name: string, rest: Partial<Check> = {}): Check => ({
  ...{ name, required: 'required', verdict: 'passed', detail: 'ok', ...rest },
})
const link = 'https://decklog.example/verifications/1'
const told = (rest: Partial<Verification>): Told => {
  const verification: Verification = {
    ...{ verificationId: 'verification-1', target: 'production', runId, checks: [check('api')] },
    ...{ releaseId: null, boardId: null, healthGate: null },
    ...{ verdict: 'passed', evidenceLink: link },
    ...{ startedAt: '2026-01-01T12:00:00.000Z', finishedAt: '2026-01-01T12:00:01.000Z' },
    ...rest,
  }
  return { body: { kind: 'verify', verification } }
}
const verify = (...checks: readonly Check[]): Told => {
  const isFailed = checks.some(
    ({ required, verdict }) => required === 'required' && verdict !== 'passed',
  )
  return told({ checks, verdict: isFailed ? 'failed' : 'passed' })
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

const unhealthy = { status: 'failed', reason: 'unhealthy after 40 attempts' }
const needy = (rest: Change = {}, type = 'verification'): Told => {
  const { body, ...by } = start(rest)
  if (body.kind !== 'start') throw new TypeError('a story starts with a start')
  return { ...by, body: { ...body, start: { ...body.start, requiredEvidence: [type] } } }
}
const done = change({ status: 'completed', reason: 'Enough.' })

t.test('a health gate that failed alone fails the verification', async t => {
  const failing = told({ verdict: 'failed', healthGate: unhealthy })
  t.match(tell(start(), failing).run, {
    status: 'blocked',
    statusReason: 'The target did not become healthy: unhealthy after 40 attempts',
    metrics: { verification_required_failed: 0, verification_all_passed: 0 },
  })
  t.equal(refusalOf(tell(needy(), failing), done), 'evidence_missing')
})

t.test('a verdict that is not passed is not, whatever its checks say', async t => {
  t.match(tell(start(), told({ verdict: 'failed' })).run, { status: 'blocked' })
  const checks = [check('api', { verdict: 'inconclusive' })]
  t.match(tell(start(), told({ checks })).run, {
    status: 'blocked',
    metrics: { verification_all_passed: 0 },
  })
})

t.test('required evidence of a verification is the last of what the run delivers', async t => {
  const passed = (rest: Partial<Verification> = {}) => told({ verificationId: 'a', ...rest })
  t.equal(refusalOf(tell(needy()), done), 'evidence_missing')
  t.equal(refusalOf(tell(needy(), passed()), done), 'accepted')
  const later = told({ verificationId: 'b', verdict: 'failed' })
  t.equal(refusalOf(tell(needy(), passed(), later), done), 'evidence_missing')
  t.equal(refusalOf(tell(needy(), later, passed()), done), 'accepted', 'once it passes again')
  const other = { targetRole: 'other', target: 'self' } as const
  t.equal(refusalOf(tell(needy(), passed(other)), done), 'evidence_missing', 'of another target')
  const hand = attach('Verification of production: passed', 'verification')
  t.equal(refusalOf(tell(needy(), hand), done), 'evidence_missing', 'attached by hand')
})

t.test(
  'a slow verification that began before the newest is a proof, and decides nothing',
  async t => {
    const slow = {
      ...{ verificationId: 'slow', startedAt: '2026-01-01T11:59:00.000Z' },
      finishedAt: '2026-01-01T12:09:00.000Z',
    }
    const newest = told({ verificationId: 'b', verdict: 'failed', checks: [failed[1]!] })
    const story = tell(needy(), newest, told(slow))
    t.equal(refusalOf(story, done), 'evidence_missing')
    t.match(story.run, { status: 'blocked', metrics: { verification_all_passed: 0 } })
    t.equal(story.run?.evidence.length, 2)
    const passed = tell(needy(), told({}), told({ ...slow, verdict: 'failed' }))
    t.match(passed.run, { status: 'in_progress', metrics: { verification_all_passed: 1 } })
    t.equal(refusalOf(passed, done), 'accepted')
  },
)

t.test('a failed verification that is withdrawn leaves no older one in its place', async t => {
  const story = tell(
    needy(),
    told({ verificationId: 'a' }),
    told({ verificationId: 'b', verdict: 'failed' }),
  )
  const [, failing] = story.run!.evidence
  const gone = after(story, {
    body: { kind: 'withdraw', evidenceId: failing!.evidenceId, reason: 'A glitch.' },
  })
  t.equal(refusalOf(gone, done), 'evidence_missing')
  const [passing] = tell(needy(), told({})).run!.evidence
  const withdrawn = after(tell(needy(), told({})), {
    body: { kind: 'withdraw', evidenceId: passing!.evidenceId, reason: 'Of another build.' },
  })
  t.equal(refusalOf(withdrawn, done), 'evidence_missing', 'and what is withdrawn proves nothing')
})

t.test('a verification of another release is kept, and says nothing of the run', async t => {
  const held = needy({ releaseId })
  for (const release of [otherRelease, null]) {
    for (const verdict of ['passed', 'failed'] as const) {
      const story = tell(held, told({ releaseId: release, verdict }))
      t.match(story.run, { status: 'in_progress', metrics: {}, verified: null })
      t.equal(story.run!.evidence.length, 1)
      t.equal(refusalOf(story, done), 'evidence_missing')
    }
  }
  t.equal(refusalOf(tell(held, told({ releaseId })), done), 'accepted')
  const swapped = tell(held, told({ releaseId }), change({ releaseId: otherRelease }))
  t.equal(refusalOf(swapped, done), 'evidence_missing', 'nor one of the release before')
  const named = tell(needy(), told({}), change({ releaseId }))
  t.equal(refusalOf(named, done), 'evidence_missing', 'nor one from before it named any')
})

t.test('a verification of another board is none of the run', async t => {
  const foreign = '5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f0002'
  t.strictSame(next(tell(start()), told({ boardId: foreign, verdict: 'failed' })), [])
  t.strictSame(typesOf(tell(start()), told({ boardId })), ['EvidenceAttached', 'MetricsRecorded'])
})

t.test('evidence is needed to complete, and to nothing before', async t => {
  const moved = tell(needy(), change({ stage: 'hardening' }))
  t.equal(moved.run?.stage, 'hardening')
  t.equal(refusalOf(moved, done), 'evidence_missing')
  const report = needy({}, 'test_report')
  t.equal(refusalOf(tell(report, attach('A bill', 'sbom')), done), 'evidence_missing')
  t.equal(refusalOf(tell(report, attach('All passed')), done), 'accepted')
})
