import t from 'tap'
import { shownLinks } from '../../../../plugins/gsd/evidencing/links.ts'
import {
  attach,
  change,
  minuteOf,
  next,
  refusalOf,
  releaseId,
  start,
  type Story,
  tell,
  type Told,
  typesOf,
} from '../story.ts'

const [a, b, c] = ['https://ci.example/a', 'https://ci.example/b', 'https://ci.example/c'] as const
const links = (...links: readonly string[]): Told => change({ links })
const linksOf = ({ run }: Story): readonly string[] => shownLinks(run!)
const withdraw = (evidenceId: string): Told => ({
  body: { kind: 'withdraw', evidenceId, reason: 'Of another build.' },
})

t.test('evidence is attached once, with its digest and the stage', async t => {
  const story = tell(start({ stage: 'rollout' }), attach('tests'))
  t.match(story.events.at(-1)?.data, { type: 'test_report', title: 'tests', stage: 'rollout' })
  t.match(story.run?.evidence, [{ digest: /^[0-9a-f]{64}$/ }])
  t.strictSame(next(story, attach('tests')), [])
  t.strictSame(typesOf(story, attach('other tests')), ['EvidenceAttached'])
})

t.test('evidence is withdrawn once, and history keeps it', async t => {
  const attached = tell(start(), attach('tests'))
  const { evidenceId } = attached.run!.evidence[0]!
  const story = tell(start(), attach('tests'), withdraw(evidenceId))
  t.strictSame(story.run?.evidence, [])
  t.ok(story.events.some(event => event.type === 'gsd.EvidenceAttached'))
  t.strictSame(next(story, withdraw(evidenceId)), [])
  t.equal(refusalOf(story, withdraw(minuteOf(0))), 'DECKLOG_NOT_FOUND')
  const again = tell(start(), attach('tests'), withdraw(evidenceId), attach('tests'))
  t.not(again.run?.evidence[0]?.evidenceId, evidenceId)
})

t.test('a list of links is what is shown, in its order', async t => {
  t.strictSame(linksOf(tell(start(), links(a, b))), [a, b])
  for (const list of [[b], [b, a], [c, a], [a, c, b], [], [c, b, a]])
    t.strictSame(linksOf(tell(start(), links(a, b), links(...list))), list)
  t.strictSame(next(tell(start(), links(a, b)), links(a, b)), [])
  t.strictSame(typesOf(tell(start(), links(a, b)), links(b, a)), ['LinksArranged'])
  t.strictSame(typesOf(tell(start(), links(a, b)), links(b, c)), [
    'EvidenceWithdrawn',
    'EvidenceAttached',
  ])
})

t.test('links leave evidence without a link alone', async t => {
  const story = tell(start(), attach('tests'), links(a), links())
  t.match(story.run?.evidence, [{ title: 'tests' }])
})

t.test('what a completed run rests on stays', async t => {
  const reason = 'Enough.'
  const release = [start({ releaseId }), links(a), change({ status: 'completed', reason })] as const
  const completed = tell(...release)
  t.equal(refusalOf(completed, links(b)), 'run_completed')
  t.equal(refusalOf(completed, withdraw(completed.run!.evidence[0]!.evidenceId)), 'run_completed')
  t.strictSame(typesOf(completed, links(a, b)), ['EvidenceAttached'])
})

t.test('a run that needs evidence completes with it alone', async t => {
  const needing = start()
  const { body } = needing
  const told: Told =
    body.kind === 'start'
      ? { ...needing, body: { ...body, start: { ...body.start, requiredEvidence: ['sbom'] } } }
      : needing
  const complete = change({ status: 'completed' })
  t.equal(refusalOf(tell(told, attach('tests')), complete), 'evidence_missing')
  t.equal(refusalOf(tell(told, attach('bill', 'sbom')), complete), 'accepted')
})

t.test('metrics replace those before, once', async t => {
  const story = tell(start({ metrics: { a: 1, b: 2 } }), change({ metrics: { a: 3 } }))
  t.strictSame(story.run?.metrics, { a: 3 })
  t.strictSame(next(story, change({ metrics: { a: 3 } })), [])
})
