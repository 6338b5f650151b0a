import fc from 'fast-check'
import t from 'tap'
import type { ApprovalAsked, Change } from '../../../../plugins/gsd/running/command.ts'
import type { Outcome } from '../../../../plugins/gsd/events/stage-events.ts'
import {
  outcomes,
  stages,
  statuses,
  type Stage,
  type Status,
} from '../../../../plugins/gsd/stage.ts'
import {
  ada,
  after,
  approve,
  attach,
  bob,
  change,
  ci,
  errorOf,
  refusalOf,
  releaseId,
  start,
  tell,
  type Story,
  type Told,
} from '../story.ts'

interface Allowed {
  readonly change: 'stage' | 'status' | 'outcome'
  readonly to: string
  readonly needs: readonly string[]
}

// Refused on every run: an approval that nothing asks for.
const refusedAlways = (by: Told['by']): Told => ({
  body: { kind: 'decide', step: 'planning', decision: 'approved', note: null },
  ...(by ? { by } : {}),
})
const allowedIn = (story: Story, by: Told['by']): readonly Allowed[] =>
  (errorOf(story, refusedAlways(by))['allowed_now'] ?? []) as readonly Allowed[]

const candidates = (story: Story): readonly Omit<Allowed, 'needs'>[] => [
  ...stages.map(to => ({ change: 'stage', to }) as const),
  ...statuses.map(to => ({ change: 'status', to }) as const),
  ...outcomes
    .filter(to => to !== 'succeeded' && story.run?.status !== 'completed')
    .map(to => ({ change: 'outcome', to }) as const),
]

/** A change as a caller would send it who gives what it needs, as far as a change can give it. */
function toldOf({ change: what, to }: Omit<Allowed, 'needs'>, needs: readonly string[]): Change {
  return {
    ...(what === 'stage' ? { stage: to as Stage } : {}),
    ...(what === 'status' ? { status: to as Status } : {}),
    ...(what === 'outcome' ? { status: 'completed' as const, outcome: to as Outcome } : {}),
    ...(needs.includes('reason') || needs.includes('unblocking') ? { reason: 'It is so.' } : {}),
  }
}

const bareAccepted = (story: Story, one: Omit<Allowed, 'needs'>, by: Told['by']): boolean =>
  refusalOf(story, change(toldOf(one, []), by ? { by } : {})) === 'accepted'

const asked: fc.Arbitrary<ApprovalAsked> = fc.record({
  step: fc.constantFrom('implementation' as const, 'rollout' as const, 'completion' as const),
  required: fc.integer({ min: 1, max: 2 }),
  role: fc.constant(null),
  secondPerson: fc.constantFrom('required' as const, 'not_required' as const),
  expiresAfterSeconds: fc.constantFrom(null, 600),
})
const by = fc.constantFrom(ada, bob, ci)
const reason = fc.constant('It is drawn.')
const drawn: fc.Arbitrary<Told> = fc.oneof(
  fc
    .record({ by, stage: fc.constantFrom(...stages), reason })
    .map(({ by, ...rest }) => change(rest, { by })),
  fc
    .record({ by, status: fc.constantFrom(...statuses), reason })
    .map(({ by, ...rest }) => change(rest, { by })),
  fc.record({ approvals: asked.map(one => [one]) }).map(rest => change(rest)),
  fc.constantFrom('implementation' as const, 'rollout' as const).map(step => approve(step)),
  fc
    .constantFrom('rollout' as const, 'completion' as const)
    .map(step => approve(step, { by: bob })),
  fc.constant(attach('A report')),
)

function told(begin: Told, more: readonly Told[]): Story {
  return more.reduce(
    (story, one) => (refusalOf(story, one) === 'accepted' ? after(story, one) : story),
    tell(begin),
  )
}

t.test('what is allowed now is what is accepted, from whoever asks', async () => {
  const begin = fc.constantFrom(start(), start({ releaseId }))
  fc.assert(
    fc.property(begin, fc.array(drawn, { maxLength: 8 }), by, (first, more, asker) => {
      const story = told(first, more)
      const allowed = allowedIn(story, asker)
      for (const one of candidates(story)) {
        const found = allowed.find(({ change, to }) => change === one.change && to === one.to)
        const needs = found?.needs ?? []
        const open = needs.filter(need => need !== 'reason')
        const isAccepted =
          refusalOf(story, change(toldOf(one, needs), { by: asker })) === 'accepted'
        if (isAccepted && needs.includes('reason') && bareAccepted(story, one, asker))
          throw new Error(`${one.change} ${one.to} needs no reason`)
        const isAlready = [story.run?.stage, story.run?.status].includes(one.to as never)
        if (isAlready) continue
        if (isAccepted !== (found !== undefined && open.length === 0))
          throw new Error(`${one.change} ${one.to} ${JSON.stringify(found)} ${isAccepted}`)
      }
    }),
    { numRuns: 400, seed: 20_260_101 },
  )
})

const point = (step: ApprovalAsked['step']): ApprovalAsked => ({
  ...{ step, required: 1, role: null, secondPerson: 'not_required', expiresAfterSeconds: null },
})

t.test('nothing of a refused change is thought to have happened', async t => {
  const blocked = tell(start({ releaseId }), change({ status: 'blocked' }))
  const freed = { status: 'in_progress', reason: 'Mended.', stage: 'rollout' } as const
  const guarding = change({ ...freed, approvals: [point('rollout')] })
  t.equal(refusalOf(blocked, guarding), 'approval_pending')
  t.match(errorOf(blocked, guarding), {
    allowed_now: [
      { change: 'stage', to: 'implementation', needs: ['unblocking'] },
      { change: 'stage', to: 'rollout', needs: ['unblocking', 'reason'] },
    ],
  })
})

t.test('who asks is who counts: whoever moves a run is not its second person', async t => {
  const strict: ApprovalAsked = { ...point('implementation'), secondPerson: 'required' }
  const story = tell(start({ approvals: [strict] }), approve('implementation', { by: ada }))
  const needsOf = (by: Told['by']) =>
    allowedIn(story, by).find(({ to }) => to === 'implementation')?.needs
  t.strictSame(needsOf(ada), ['approval:implementation'])
  t.strictSame(needsOf(bob), [])
})
