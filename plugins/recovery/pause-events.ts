import { defineEvent, shapes } from '../../core/plugin-api.ts'

const policy = shapes.text('Name of the policy.', 'prune-data', schema => schema.max(40))

/** A person stopped a policy. */
export const policyPaused = defineEvent({
  type: 'recovery.PolicyPaused',
  summary: 'A person had a policy rest; what it has begun ends as it would have.',
  data: shapes.record({
    policy,
    reason: shapes.text('Why.', 'The disks are being replaced.', schema => schema.max(1_000)),
    until: shapes.nullable(
      shapes.time(
        'When it goes on by itself; null: when a person says so.',
        '2026-01-02T08:00:00.000Z',
      ),
    ),
  }),
})

/** It goes on. */
export const policyResumed = defineEvent({
  type: 'recovery.PolicyResumed',
  summary: 'A policy goes on: a person said so, or its time of rest was over.',
  data: shapes.record({ policy, why: shapes.oneOf(['person', 'over'], 'Why.') }),
})
