import Joi from 'joi'
import type { Database } from '../../../postgres/database.ts'
import type { Clock } from '../../clock.ts'
import { DecklogError, invalidField, notFound } from '../../errors.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { Host } from '../../host.ts'
import { commandOf } from '../../http/command-of.ts'
import { defineRoute, type Caller, type Route } from '../../http/route.ts'
import type { StoredEvent } from '../../ledger/ledger.ts'
import type { ProjectionOperations } from '../../projecting/projection-operations.ts'
import type { Projection } from '../../projection.ts'
import { mask, textAt } from './mask.ts'
import { redactionsKnownMs, type Redacting } from './redacted-ledger.ts'
import { redactionDecider } from './redaction-decider.ts'
import { redactionStream } from './redaction-events.ts'

interface RoutesParts {
  readonly host: Pick<Host, 'execute'>
  readonly redacting: Redacting
  readonly catalog: Pick<EventCatalog, 'entries'>
  readonly operations: Pick<ProjectionOperations, 'rebuild'>
  readonly projections: readonly Projection[]
  readonly database: Pick<Database, 'query'>
  readonly clock: Clock
}

interface Redact {
  readonly stream: string
  readonly revision: string
  readonly fields: readonly string[]
  readonly reason: string
}

/** The route by which personal text is taken out of sight, for good. */
export function redactionRoutes(parts: RoutesParts): readonly Route[] {
  return [
    defineRoute<unknown, unknown, Redact>({
      method: 'POST',
      path: '/api/v1/redactions',
      scope: 'admin',
      summary:
        'Takes personal text of an event out of all that is shown, for good; its stored bytes, hashes and proofs stay as they are.',
      tags: ['audit'],
      payload: Joi.object({
        stream: Joi.string().min(1).max(512).pattern(/^[^$]/, 'a stream').required(),
        revision: Joi.string()
          .pattern(/^\d{1,18}$/)
          .required()
          .description('Number of the event in its stream.'),
        fields: Joi.array()
          .items(
            Joi.string()
              .max(200)
              .pattern(/^data(\.[^.]+)+$/, 'a field of data, as data.note'),
          )
          .min(1)
          .max(20)
          .unique()
          .required()
          .description('Fields whose text is not to be shown: `data.note`, `data.items.0.title`.'),
        reason: Joi.string()
          .trim()
          .min(1)
          .max(1_000)
          .required()
          .description('Why; no personal data.'),
      }),
      response: Joi.object({
        event_id: Joi.string().guid().required(),
        rebuilding: Joi.array()
          .items(Joi.string())
          .required()
          .description('Read models that are built anew without it; until then they show it.'),
      }),
      revision: 'none',
      async handle(call) {
        requirePerson(call.caller)
        const { stream, revision, fields, reason } = call.payload
        const event = await find(parts, stream, BigInt(revision))
        requireText(parts, event, fields)
        await parts.host.execute(redactionDecider, {
          ...{ stream: redactionStream, actor: commandOf(call).actor },
          command: { eventId: event.id, stream, revision, fields, reason },
        })
        await parts.redacting.refresh()
        const rebuilding = await forget(parts, event, call.caller)
        return { body: { event_id: event.id, rebuilding } }
      },
    }),
  ]
}

async function find(
  { redacting }: RoutesParts,
  stream: string,
  revision: bigint,
): Promise<StoredEvent> {
  for await (const event of redacting.stored.read(stream, { from: revision, limit: 1 }))
    if (event.revision === revision) return event
  throw notFound('event')
}

/** Refuses fields that hold no text, or that events are told apart by: what is left must be an event of its type. */
function requireText(
  { catalog }: RoutesParts,
  event: StoredEvent,
  fields: readonly string[],
): void {
  const { type, data } = event
  const none = fields.find(field => textAt(data, field) === undefined)
  if (none !== undefined) throw invalidField('fields', `has ${none}, which holds no text`)
  if (type === 'core.TextRedacted') throw invalidField('stream', 'is that of redactions themselves')
  const spec = catalog.entries.find(entry => entry.type === type)?.spec
  const error = spec?.data.validate(mask(data, fields), { convert: false }).error
  if (error)
    throw invalidField('fields', `cannot go: without them it is no ${type} (${error.message})`)
}

/** Lets go of what was made from the text: kept states of its stream, and the rows of read models, which are built anew. */
async function forget(
  { database, operations, projections, clock }: RoutesParts,
  { stream, type }: StoredEvent,
  { actor }: Caller,
): Promise<readonly string[]> {
  const concerned = projections.filter(({ on }) => type in on).map(({ name }) => name)
  // Whoever folds anything knows of the redaction by then: what they kept before goes, and what is being built was begun before.
  await clock.delay(2 * redactionsKnownMs)
  await database.query('delete from fold_snapshots where stream = $1', [stream])
  for (const name of concerned) await operations.rebuild(name, actor, 'anew')
  return concerned
}

function requirePerson({ actor, boards }: Caller): void {
  if (actor.kind === 'person' && boards === null) return
  const message =
    'Text is redacted by a person, with a token that is not limited to boards: it cannot be taken back.'
  throw new DecklogError('DECKLOG_FORBIDDEN', message)
}
