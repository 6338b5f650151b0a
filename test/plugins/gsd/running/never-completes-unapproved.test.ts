import fc from 'fast-check'
import t from 'tap'
import { isDecklogError } from '../../../../core/errors.ts'
import type { ApprovalAsked, Change } from '../../../../plugins/gsd/running/command.ts'
import { stages, statuses } from '../../../../plugins/gsd/stage.ts'
import {
  ada,
  after,
  attach,
  bob,
  change,
  ci,
  otherRelease,
  releaseId,
  start,
  tell,
} from '../story.ts'
import type { Story, Told } from '../story.ts'
import { findFaults } from './find-faults.ts'

const reason = 'It is drawn.'
const links = ['https://ci.example/a', 'https://ci.example/b', 'https://ci.example/c']

// Few steps and people, so that what is drawn meets.
const step = fc.constantFrom('implementation' as const, 'rollout' as const, 'completion' as const)

const asked: fc.Arbitrary<ApprovalAsked> = fc.record({
  step,
  required: fc.integer({ min: 1, max: 2 }),
  role: fc.constant(null),
  secondPerson: fc.constantFrom('required' as const, 'not_required' as const),
  expiresAfterSeconds: fc.constantFrom(null, 600),
})

const points = fc.uniqueArray(asked, { selector: ({ step }) => step })

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ stage: fc.constantFrom(...stages), reason: fc.constant(reason) }),
  fc.record({ status: fc.constantFrom(...statuses), reason: fc.constant(reason) }),
  fc.record({ status: fc.constant('completed' as const), reason: fc.constant(reason) }),
  fc.record({ releaseId: fc.constantFrom(releaseId, otherRelease) }),
  fc.record({ approvals: asked.map(one => [one]) }),
  fc.record({ links: fc.shuffledSubarray(links) }),
  fc.record({
    ownerApproval: fc.constantFrom('required' as const, 'not_required' as const),
    ownerApprovalStatus: fc.constantFrom('pending' as const, 'approved' as const),
    status: fc.constantFrom(...statuses),
    reason: fc.constant(reason),
  }),
)

const decisions = fc.record({
  kind: fc.constant('decide' as const),
  step,
  decision: fc.constantFrom(
    ...(['approved', 'approved', 'approved', 'rejected', 'waived'] as const),
  ),
  note: fc.constant(reason),
})

const bodies: fc.Arbitrary<Told['body']> = fc.oneof(
  { arbitrary: changes.map(one => change(one).body), weight: 5 },
  { arbitrary: decisions, weight: 5 },
  { arbitrary: fc.constantFrom('a', 'b').map(title => attach(title).body), weight: 1 },
)

const commands = fc.array(
  fc.record({
    body: bodies,
    by: fc.constantFrom(ada, bob, ci),
    pause: fc.integer({ min: 0, max: 8 }),
  }),
  { minLength: 5, maxLength: 40 },
)

/** Tells commands in turn, leaving out those that are refused. */
function tellWhatIsAllowed(first: Told, drawn: readonly (Told & { pause: number })[]): Story {
  let minute = 0
  let story = tell(first)
  for (const { body, by = ci, pause } of drawn) {
    minute += pause
    try {
      story = after(story, { body, by, minute })
    } catch (error) {
      if (!isDecklogError(error)) throw error
    }
  }
  return story
}

void t.test(
  'no commands take a run past an approval that does not count, or lose evidence',
  async t => {
    let completed = 0
    fc.assert(
      fc.property(fc.boolean(), points, commands, (held, approvals, drawn) => {
        const first = start({ ...(held && { releaseId }), approvals }, { by: ci })
        const { events } = tellWhatIsAllowed(first, drawn)
        if (events.some(({ type }) => type === 'gsd.RunCompleted')) completed += 1
        const faults = findFaults(events)
        if (faults.length > 0) throw new Error(faults.join('; '))
      }),
      { numRuns: 400, seed: 42 },
    )
    t.ok(completed > 20, `${completed} of the runs completed`)
  },
)
