import { columns, defineTable, Joi, type RowOf } from '../../core/plugin-api.ts'

/** What an exception can be, with what it means. */
export const exceptionKinds = {
  approval: 'a step was approved, by whom',
  bypass: 'the deny of gates was set aside for a while',
  bypass_used: 'a step happened although gates denied it, by a bypass',
  mute: 'somebody did not want to be told of alarms for a while',
  rules_weakened: 'rules were weakened, or a run goes on under weakened ones',
  softened_gate:
    'a gate was not asked, or its deny refused nothing, by the rules; or somebody set it to a softer mode',
  unevidenced: 'something was decided with no evidence behind it',
  waiver: 'an approval point was taken away',
} as const

export type ExceptionKind = keyof typeof exceptionKinds

const kinds = Object.keys(exceptionKinds)
const eventId = Joi.string()

/** The read model `exceptions`. */
export const exceptionTable = defineTable({
  exception_id: columns.shownAs(
    'id',
    columns.text('The event that it is, and where that is more than one, which.'),
  ),
  kind: columns.text(`What it is: ${kinds.map(kind => `\`${kind}\``).join(', ')}.`),
  event_type: columns.text('Type of the event.'),
  subject: columns.text(
    'What it is about: `run <id>`, `rules of <plugin>`, `gate <name>`, `mute <id>`.',
  ),
  step: columns.nullable(columns.text('Step of the run, where it is one of a run.')),
  what: columns.text('The same in words.'),
  actor: columns.text('Who did it, as `kind:id`.'),
  via: columns.nullable(columns.text('Who acted in their name.')),
  reason: columns.nullable(columns.text('Why, in their words.')),
  ends_at: columns.nullable(columns.timestamp('When it ends by itself.')),
  event_ids: columns.json<readonly string[]>(
    Joi.array().items(eventId),
    'Ids of the events that say so, oldest first.',
  ),
  received_at: columns.timestamp('When Decklog received it.'),
  recorded_at: columns.timestamp('When the ledger recorded it first.'),
  // Evidence that stands, of a run: what else there is of a row until something is decided without any.
  standing: columns.hidden(columns.json<readonly string[]>(Joi.array().items(eventId))),
  happened: columns.hidden(columns.flag()),
})

export type ExceptionRow = RowOf<typeof exceptionTable>
