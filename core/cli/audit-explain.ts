import { DecklogError } from '../errors.ts'
import { createEventCatalog } from '../events/event-catalog.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import { loadInstallation } from '../loading/load-installation.ts'
import {
  citedIds,
  type ExplainedEvent,
  eventsOfRow,
  explainEvents,
  explainIds,
  type ProofPlace,
} from '../auditing/proving/explain.ts'
import { readScopes } from '../auditing/proving/ledger-events.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { printable } from './printable.ts'
import { createProgress } from './progress.ts'
import { type SealedPlace, withSealed } from './with-sealed.ts'

const defaultLimit = 100
const mostLimit = 100_000

/** `decklog audit explain` */
export const auditExplain: CoreCommand = {
  name: 'audit explain',
  summary:
    'show which events made a row of a read model, or an answer of gates, each with its proof; exit code 1 when one of them is altered, gone or unknown',
  calls: 'nothing',
  arguments: [
    { syntax: '<thing>', summary: 'name of a read model, or id of a decision of gates' },
    { syntax: '[key]', summary: 'key of the row in it' },
  ],
  options: [
    {
      syntax: '--limit <count>',
      summary: `so many events of a row, the newest; ${defaultLimit} by default`,
    },
  ],
  examples: [
    'decklog audit explain boards 7d1f0a52-8c1e-4f3a-9a58-0d2f6f1c9b11',
    'decklog audit explain 0199a3c0-0000-7000-8000-000000000003 --json',
  ],
  async run(context) {
    const { options, print, warn } = context
    const explained = await withSealed(await context.loadSettings(), warn, async place => {
      const scope = (await readScopes(place.ledger)).at(-1)?.scope
      return options['key'] === undefined
        ? explainDecision(context, { ...place, scope })
        : explainRow(context, { ...place, scope })
    })
    if (options['json']) print(toJson(explained))
    else toLines(explained).forEach(print)
    return explained.events.every(({ verdict }) => !isWrong(verdict)) ? 0 : 1
  },
}

/** What something rests on. */
interface Explained {
  readonly thing: string
  /** How many events there are, of which the newest follow. */
  readonly count: number
  readonly events: readonly ExplainedEvent[]
}

type Place = SealedPlace & Pick<ProofPlace, 'scope'>

async function explainRow(context: CoreContext, place: Place): Promise<Explained> {
  const [name, key] = [String(context.options['thing']), String(context.options['key'])]
  const limit = limitOf(context)
  const { projections, sources } = await loadInstallation(await context.loadSettings())
  const projection = projections.find(one => one.projection.name === name)?.projection
  if (!projection) {
    const names = projections.map(one => one.projection.name).sort()
    const message = `There is no read model ${name}; there are ${names.join(', ')}.`
    throw new DecklogError('DECKLOG_NOT_FOUND', message)
  }
  const catalog = createEventCatalog(sources)
  const { count, newest } = await watched(place, tell =>
    eventsOfRow({ ledger: place.ledger, catalog }, { projection, key }, { limit, tell }),
  )
  if (count === 0)
    throw new DecklogError('DECKLOG_NOT_FOUND', `No event has touched a row ${key} of ${name}.`)
  return { thing: `${name} ${key}`, count, events: await explainEvents(place, newest) }
}

async function explainDecision(context: CoreContext, place: Place): Promise<Explained> {
  const id = String(context.options['thing']).toLowerCase()
  const { sources } = await loadInstallation(await context.loadSettings())
  const categories = sources.flatMap(({ streams }) =>
    Object.entries(streams).flatMap(([name, { keeps }]) => (keeps === 'answers' ? [name] : [])),
  )
  const decisions: StoredEvent[] = []
  for (const category of categories)
    for await (const event of place.ledger.read(`${category}-${id}`)) decisions.push(event)
  if (decisions.length === 0) {
    const message = `There is no decision of gates ${id}. To explain a row, give its read model and its key.`
    throw new DecklogError('DECKLOG_NOT_FOUND', message)
  }
  const cited = decisions.flatMap(({ data }) => citedIds(data))
  const behind = await watched(place, tell => explainIds(place, cited, tell))
  const events = [...behind, ...(await explainEvents(place, decisions))]
  return { thing: decisions[0]?.stream ?? id, count: events.length, events }
}

function limitOf({ options }: CoreContext): number {
  const limit = Number(options['limit'] ?? defaultLimit)
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostLimit) return limit
  const message = `--limit must be a whole number from 1 to ${mostLimit}`
  throw new DecklogError('DECKLOG_VALIDATION', message)
}

async function watched<T>(
  { ledger }: Place,
  work: (tell: (position: bigint) => void) => Promise<T>,
): Promise<T> {
  const head = Number(await ledger.head())
  const bar = createProgress('ledger')
  try {
    return await work(position => bar.update(Number(position), head, ''))
  } finally {
    bar.end()
  }
}

function isWrong(verdict: ExplainedEvent['verdict']): boolean {
  return verdict === 'altered' || verdict === 'gone' || verdict === 'unknown'
}

function toJson({ thing, count, events }: Explained): string {
  return JSON.stringify({ thing, count, events: events.map(eventJson) })
}

function eventJson({ id, event, verdict, fields, proof }: ExplainedEvent): object {
  return {
    ...{ id, verdict: verdict.replaceAll(' ', '_'), fields },
    event: event
      ? {
          ...{ type: event.type, stream: event.stream, revision: String(event.revision) },
          position: String(event.position),
          recorded_at: event.recordedAt.toISOString(),
        }
      : null,
    proof: proof
      ? {
          ...{ origin: proof.origin, index: proof.index, size: proof.size, entry: proof.entry },
          tlog_proof: proof.tlogProof,
        }
      : null,
  }
}

function toLines({ thing, count, events }: Explained): readonly string[] {
  const proven = events.filter(({ verdict }) => verdict === 'proven').length
  const shown = events.length < count ? `, of which the newest ${events.length} follow` : ''
  return [
    `${printable(thing)}: ${count} events${shown}; ${proven} proven`,
    ...events.map(one => `  ${eventLine(one)}`),
  ]
}

function eventLine({ id, event, verdict, fields, proof }: ExplainedEvent): string {
  const what = event
    ? `${event.recordedAt.toISOString()}  ${event.type}  ${id}  ${event.stream}@${event.revision}`
    : id
  const why = fields.length > 0 ? ` (${fields.join(', ')})` : ''
  const where = proof ? `: entry ${proof.index} of ${proof.size} of ${proof.origin}` : ''
  return printable(`${what}  ${verdict}${why}${where}`)
}
