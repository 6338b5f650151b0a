import Joi from 'joi'
import { columns, defineTable, inputs, type RowOf } from '../../../core/plugin-api.ts'
import {
  type Approved,
  type BlindReason,
  blindReasons,
  type Outcome,
  outcomes,
  type SeenImage,
} from './events.ts'

/** A verification that passed, as far as it is asked what may run. */
export interface Verified {
  readonly verificationId: string
  readonly releaseId: string
  readonly runId: string | null
  readonly boardId: string | null
  readonly startedAt: string
  readonly finishedAt: string
}

/** How a target stands. What has drifted and cannot be reached has drifted. */
export const conditions = [
  'unwatched',
  'drifted',
  ...outcomes.filter(one => one !== 'drifted'),
] as const

const approvedSchema = Joi.object({
  release_id: inputs.sha256(),
  verification_id: inputs.uuid().allow(null).description('Null where its board is not seen.'),
  run_id: inputs
    .uuid()
    .allow(null)
    .description('Null without one, or where its board is not seen.'),
  standing: Joi.valid('approved', 'pending').description(
    '`pending`: its run is not completed, and nothing else is approved.',
  ),
}).prefs({ presence: 'required' })

const imageSchema = Joi.object({
  image: Joi.string(),
  digest: Joi.string().allow(null),
}).prefs({ presence: 'required' })

/** What is kept of a target; null is what is not known or is not so. */
export const targetTable = defineTable({
  target: columns.shownAs('id', columns.text('Its name.')),
  condition: columns.word(
    conditions,
    'How it stands: `unwatched` nobody looks, `unknown` nothing was approved, `underway` a run is rolling out.',
  ),
  is_watched: columns.flag(),
  host: columns.nullable(columns.text('The machine that alone looks.')),
  outcome: columns.nullable(columns.word<Outcome>(outcomes, 'What the last look came to.')),
  text: columns.nullable(columns.text('What the last look found.')),
  approved: columns.nullable(
    columns.json<Approved>(approvedSchema, 'What was approved, by which run.'),
  ),
  running: columns.nullable(
    columns.json<readonly SeenImage[]>(Joi.array().items(imageSchema), 'What runs.'),
  ),
  looked_at: columns.nullable(
    columns.timestamp('A look is recorded when something changed, and once an hour.'),
  ),
  looked_by: columns.nullable(columns.text('The machine that looked.')),
  every_seconds: columns.nullable(columns.double('How often it is looked at.')),
  right_at: columns.nullable(columns.timestamp('When it was last seen to run what was approved.')),
  drifted_since: columns.nullable(columns.timestamp('The first look that saw its drift.')),
  drift_text: columns.nullable(columns.text('What differs.')),
  drift_event_id: columns.nullable(columns.uuid()),
  unreachable_since: columns.nullable(columns.timestamp()),
  unreachable_reason: columns.nullable(columns.word<BlindReason>(blindReasons)),
  unreachable_text: columns.nullable(columns.text()),
  unreachable_event_id: columns.nullable(columns.uuid()),
  look_event_id: columns.nullable(columns.uuid()),
  ended_at: columns.hidden(columns.nullable(columns.timestamp())),
  verified: columns.hidden(columns.json<readonly Verified[]>(Joi.array())),
})

/** A target, and how it stands. */
export type TargetRow = RowOf<typeof targetTable>

/** How a row stands, in one word. */
export function conditionOf(
  row: Pick<TargetRow, 'is_watched' | 'drifted_since' | 'unreachable_since' | 'outcome'>,
): (typeof conditions)[number] {
  if (!row.is_watched) return 'unwatched'
  if (row.drifted_since !== null) return 'drifted'
  if (row.unreachable_since !== null) return 'unreachable'
  return row.outcome ?? 'unknown'
}
