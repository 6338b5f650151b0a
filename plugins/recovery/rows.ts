import { columns, defineTable, Joi, type RowOf } from '../../core/plugin-api.ts'
import type { Recovery } from './deciding/state.ts'
import type { About, Plan } from './events.ts'

/** How one policy stands with one thing. */
export const standings = ['idle', 'suggested', 'asked', 'attempting', 'escalated'] as const
/** How an attempt ended, or how far it is. */
export const outcomes = [
  ...(['requested', 'running', 'watched'] as const),
  ...(['verified', 'unverified', 'abandoned', 'withdrawn'] as const),
] as const

const named = {
  policy: columns.text('Name of the policy.'),
  kind: columns.text('Kind of the thing.'),
  subject_id: columns.text('Id of the thing.'),
  subject: columns.text('What it is called.'),
  host: columns.nullable(columns.text('Machine it is on.')),
  board_id: columns.nullable(columns.uuid('Board it belongs to.')),
}
const time = (description: string) => columns.nullable(columns.timestamp(description))
const text = (description: string) => columns.nullable(columns.text(description))

/** The read model `recoveries`: how each policy stands with each thing it was for. */
export const recoveryTable = defineTable({
  recovery_id: columns.shownAs('id', columns.uuid('Id of this policy and this thing.')),
  ...named,
  standing: columns.word(standings, 'How it stands.'),
  ailing: text('How the thing ailed when something was last done or held back.'),
  why: text('That in words, or why nothing was tried.'),
  attempt_id: columns.nullable(columns.uuid('The attempt that is open, or was last.')),
  node: text('The machine that acts in it.'),
  action: columns.nullable(
    columns.json<Plan['action']>(
      Joi.object({ kind: Joi.string(), says: Joi.string(), digest: Joi.string() }),
      'What is done in it.',
    ),
  ),
  outcome: columns.nullable(columns.word(outcomes, 'How the last attempt stands, or ended.')),
  attempts: columns.integer('Attempts that were ever made; rehearsals are none.'),
  verified: columns.integer('So many of them helped.'),
  changed_at: columns.timestamp('When it last changed.'),
  event_ids: columns.json<readonly string[]>(
    Joi.array().items(Joi.string().guid()),
    'Ids of the events behind it.',
  ),
  state: columns.hidden(columns.json<Recovery>(Joi.object())),
  // Something is to be done, or to be ended.
  active: columns.hidden(columns.flag()),
  // The machine that is to take up an attempt now.
  waits_for: columns.hidden(columns.nullable(columns.text())),
  revision: columns.hidden(columns.bigint()),
})
export type RecoveryRow = RowOf<typeof recoveryTable>

/** Names the policy and the thing that a row is of. */
export function aboutRow(
  row: Pick<
    RecoveryRow,
    'recovery_id' | 'policy' | 'kind' | 'subject_id' | 'subject' | 'host' | 'board_id'
  >,
): About {
  const { recovery_id: recoveryId, policy, kind, subject_id: subjectId, subject, host } = row
  return { recoveryId, policy, kind, subjectId, subject, host, boardId: row.board_id }
}

/** The read model `recovery-attempts`: every attempt that was requested, and what became of it. */
export const attemptTable = defineTable({
  attempt_id: columns.shownAs('id', columns.uuid('Id of the attempt.')),
  recovery_id: columns.uuid('Id of its policy and its thing.'),
  ...named,
  state: columns.text('How the thing ailed.'),
  text: columns.text('That in words.'),
  event_ids: columns.json<readonly string[]>(
    Joi.array().items(Joi.string().guid()),
    'Ids of the events behind it.',
  ),
  node: columns.text('The machine that acts.'),
  action: columns.text('What is done, without its secrets.'),
  how: columns.word(['done', 'rehearsed'], 'Whether anything was to be changed.'),
  requested_by: columns.word(['policy', 'approval', 'person'], 'Who decided it.'),
  approved_by: text('Kind and id of the person who approved it, or asked for it.'),
  requested_at: columns.timestamp('When it was requested.'),
  started_at: time('When the action began.'),
  finished_at: time('When the action ended.'),
  ended_at: time('When it came to its end.'),
  outcome: columns.word(outcomes, 'How it stands, or ended.'),
  outcome_why: text('Why it ended so.'),
  result: text('How the action ended, by its own account.'),
  exit_code: columns.nullable(columns.integer('Exit code, or HTTP status.')),
  freed_bytes: columns.nullable(columns.bigint('Bytes that came free.')),
  duration_ms: columns.nullable(columns.bigint('How long the action took.')),
  output: text('The end of what it said.'),
  verified_event_ids: columns.json<readonly string[]>(
    Joi.array().items(Joi.string().guid()),
    'Ids of the readings after it, by which it was judged.',
  ),
  heal_seconds: columns.nullable(columns.double('From the request to the first good reading.')),
})
export type AttemptRow = RowOf<typeof attemptTable>

/** The read model `recovery-policies`: which policies rest. */
export const policyTable = defineTable({
  policy: columns.text('Name of the policy.'),
  paused_at: time('Since when it rests; null: it does not.'),
  paused_by: text('Kind and id of who had it rest.'),
  reason: text('Why.'),
  until: time('When it goes on by itself.'),
  event_id: columns.uuid('The event that says so.'),
})
export type PolicyRow = RowOf<typeof policyTable>
