import Joi from 'joi'
import { type ErrorCode, type FieldError, isDecklogError, messageOf } from '../errors.ts'
import { createPace, mapYielding, type Pace } from '../timing/map-yielding.ts'
import { uuid } from '../validation/fields.ts'
import type { Answer } from './route.ts'

/** What became of one item of a list that was sent; `Field` names what it is about, as `agent_id`. */
export type ItemOutcome<Field extends string> = Readonly<Record<Field, string | null>> & {
  readonly outcome: 'accepted' | 'refused'
  readonly event_id: string | null
  readonly code: ErrorCode | null
  readonly detail: string | null
  readonly errors: readonly FieldError[]
}

/** What became of a list, in its order, and the last position of what was taken. */
export interface TakenList<Field extends string> {
  readonly outcomes: readonly ItemOutcome<Field>[]
  readonly position: bigint | undefined
}

/** An item that was taken: what it is about, and its event. */
export interface TakenItem {
  readonly id: string
  readonly eventId: string
  readonly position: bigint
}

/** How the items of a list are taken. */
export interface ListTaking<Item, Field extends string> {
  readonly field: Field
  /** Said of an item that failed in a way that nobody foresaw. */
  readonly failed: string
  /** Of the list; each item has a key of its own made from it. */
  readonly idempotencyKey?: string | undefined
  /** Takes one, or throws why it is refused. What many have waited for goes on by `pace`. */
  take(
    item: Item,
    one: { readonly pace: Pace; readonly key: { readonly idempotencyKey?: string } },
  ): Promise<TakenItem>
}

// These say nothing about an item, but that none could be taken.
const outages: readonly ErrorCode[] = [
  'DECKLOG_LEDGER_UNAVAILABLE',
  'DECKLOG_OUTCOME_UNKNOWN',
  'DECKLOG_SHUTTING_DOWN',
]

/** Takes each item of a list, whatever becomes of the others. Throws when none was taken for want of a ledger. */
export async function takeList<Item, Field extends string>(
  items: readonly Item[],
  taking: ListTaking<Item, Field>,
): Promise<TakenList<Field>> {
  const { idempotencyKey } = taking
  const pace = createPace()
  const takeOne = async (item: Item, index: number): Promise<TakenItem> => {
    const key = idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey} ${index}` }
    return taking.take(item, { pace, key })
  }
  const settling = await mapYielding(items, async (item, index) => {
    const [settled] = await Promise.allSettled([takeOne(item, index)])
    return settled
  })
  const settled = await Promise.all(settling)
  const failures = settled.flatMap(one => (one.status === 'rejected' ? [one.reason] : []))
  const outage = failures.find(error => isDecklogError(error, ...outages))
  if (outage && failures.length === settled.length) throw outage
  const taken = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value.position] : []))
  return {
    outcomes: settled.map(one =>
      one.status === 'fulfilled' ? accepted(taking, one.value) : refused(taking, one.reason),
    ),
    position: taken.length === 0 ? undefined : taken.reduce((a, b) => (a > b ? a : b)),
  }
}

function accepted<Field extends string>(
  { field }: { readonly field: Field },
  { id, eventId }: TakenItem,
): ItemOutcome<Field> {
  const nothing = { code: null, detail: null, errors: [] }
  return { ...about(field, id), outcome: 'accepted', event_id: eventId, ...nothing }
}

function refused<Field extends string>(
  { field, failed }: { readonly field: Field; readonly failed: string },
  reason: unknown,
): ItemOutcome<Field> {
  const isOurs = isDecklogError(reason)
  return {
    ...about(field, null),
    ...{ outcome: 'refused', event_id: null },
    code: isOurs ? reason.code : 'DECKLOG_INTERNAL',
    detail: isOurs ? messageOf(reason) : failed,
    errors: isOurs ? (reason.fields ?? []) : [],
  }
}

function about<Field extends string>(
  field: Field,
  id: string | null,
): Readonly<Record<Field, string | null>> {
  // A computed name is any text to the compiler.
  return { [field]: id } as Record<Field, string | null>
}

/** Most items of a list. */
const mostItems = 1_000

/** Schema of a list that is sent; each item is looked at by itself, so that a bad one does not keep out the others. */
export function sentItems(description: string): Joi.ArraySchema {
  return Joi.array().items(Joi.any()).min(1).max(mostItems).required().description(description)
}

/** Schema of the answer to a list; `field` names what an item is about. */
export function takenListSchema(field: string): Joi.ObjectSchema {
  const fault = Joi.object({
    field: Joi.string().allow('').required(),
    message: Joi.string().required(),
  })
  const result = Joi.object({
    index: Joi.number().integer().required().description('Where in the list.'),
    outcome: Joi.valid('accepted', 'refused').required(),
    [field]: uuid().allow(null).required(),
    event_id: uuid().allow(null).required(),
    code: Joi.string().allow(null).required().description('Why it was refused: a code of Decklog.'),
    detail: Joi.string().allow(null).required().description('That in words.'),
    errors: Joi.array().items(fault).required(),
  })
  return Joi.object({
    accepted: Joi.number().integer().required(),
    refused: Joi.number().integer().required(),
    results: Joi.array().items(result).required().description('One for each, in their order.'),
  })
}

/** The answer to a list. */
export function takenListAnswer<Field extends string>({
  outcomes,
  position,
}: TakenList<Field>): Answer {
  const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted').length
  return {
    body: {
      accepted,
      refused: outcomes.length - accepted,
      results: outcomes.map((one, index) => ({ index, ...one })),
    },
    ...(position === undefined ? {} : { position }),
  }
}
