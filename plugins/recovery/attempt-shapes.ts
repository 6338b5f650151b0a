import { type RecordOf, shapes } from '../../core/plugin-api.ts'
import { recoveryIdOf } from './streams.ts'

/** Text of a bounded length. */
export const bounded = (description: string, example: string, most = 1_000) =>
  shapes.text(description, example, schema => schema.max(most))

const diskId = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0009'
/** Ids of the events behind something. */
export const why = shapes.list(
  shapes.id('Id of one.', '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'),
  'Ids of the events behind it.',
  { most: 50 },
)

/** Which policy, and which thing it is for. */
export const about = {
  recoveryId: shapes.id(
    'Id of this policy and this thing.',
    recoveryIdOf('prune-data', 'disk', diskId),
  ),
  policy: bounded('Name of the policy.', 'prune-data', 40),
  kind: bounded('Kind of the thing.', 'disk', 40),
  subjectId: bounded('Id of the thing.', diskId, 200),
  subject: bounded('What it is called.', '/data', 500),
  host: shapes.nullable(bounded('Machine it is on; null: on none.', 'web01', 255)),
  boardId: shapes.nullable(shapes.id('Board it belongs to.', diskId), null),
}
export type About = RecordOf<typeof about>

const attemptId = shapes.id('Id of the attempt.', '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0002')
/** The same, and which attempt. */
export const attempt = { ...about, attemptId }

/** How the thing ails. */
export const ailment = {
  state: bounded('How it ails.', 'critical', 40),
  reason: shapes.nullable(bounded('Why, where that is told apart.', 'heartbeat_stale', 60), null),
  text: bounded('That in words.', '/data of web01 is critical: 4 GB of 475 GB available.'),
  eventIds: why,
}
export type Ailment = RecordOf<typeof ailment>

/** What is done about it, and where. */
export const plan = {
  node: bounded('The machine that acts.', 'web01', 255),
  action: shapes.record(
    {
      kind: shapes.oneOf(['run', 'http', 'own'], 'What kind of action.', 'own'),
      says: bounded('What is done, without its secrets.', 'prune', 2_000),
      digest: shapes.sha256('Digest of all of it.', 'a'.repeat(64)),
    },
    'What is done.',
  ),
}
export type Plan = RecordOf<typeof plan>
