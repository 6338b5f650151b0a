import Joi from 'joi'
import { DecklogError } from '../../errors.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { TimeIndex } from '../../history/read-history.ts'
import type { Host } from '../../host.ts'
import { toProblem } from '../../http/answers/problem.ts'
import { jsonLines, jsonLinesType } from '../../http/answers/to-json.ts'
import { defineRoute, type Route } from '../../http/route.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { LoadedPlugin } from '../../loading/loaded-plugin.ts'
import { readRules } from '../../rules/rules-history.ts'
import type { RulesInForce } from '../../rules/rules-in-force.ts'
import { type Difference, redecide, type Tally } from './redecide.ts'

interface RouteParts {
  readonly ledger: Pick<Ledger, 'subscribe' | 'head'>
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly host: Pick<Host, 'read'>
  readonly plugins: readonly LoadedPlugin[]
  readonly rules: RulesInForce
  readonly times: TimeIndex
}

interface Period {
  readonly from?: Date
  readonly to?: Date
}

const tellEveryMs = 1_000
const mostAtOnce = 2

/** The route that judges decisions again. */
export function redecideRoutes(parts: RouteParts): readonly Route[] {
  let running = 0
  return [
    defineRoute<unknown, unknown, Period>({
      method: 'POST',
      path: '/api/v1/audit/redecide',
      scope: 'audit',
      tags: ['audit'],
      revision: 'none',
      summary:
        'Judges every decision of a period again from its facts and rules. The answer is one JSON value a line: {kind: progress, position, target, decisions}, {kind: difference, event_id, type, stream, position, received_at, why, rules, differs} and at last {kind: result, decisions, equal, different, gone, uncited, unfounded} or {kind: failed, code, detail}.',
      payload: Joi.object({
        from: Joi.date()
          .iso()
          .description('Decisions that were recorded from this time on; default: all.'),
        to: Joi.date().iso().description('Decisions that were recorded before this time.'),
      }),
      response: Joi.string().meta({ contentType: jsonLinesType }),
      async handle({ payload, caller, signal }) {
        if (caller.boards !== null) throw limited()
        if (running >= mostAtOnce) throw busy()
        running += 1
        const lines = closing(redecideLines(parts, payload, signal), () => (running -= 1))
        return { body: jsonLines(lines), headers: { 'content-type': jsonLinesType } }
      },
    }),
  ]
}

async function* closing<T>(lines: AsyncIterable<T>, close: () => void): AsyncGenerator<T> {
  try {
    yield* lines
  } finally {
    close()
  }
}

async function* redecideLines(
  parts: RouteParts,
  period: Period,
  signal: AbortSignal,
): AsyncGenerator<object> {
  try {
    yield* judgedLines(parts, period, signal)
  } catch (error) {
    const { code, detail } = toProblem(error, '').problem
    yield { kind: 'failed', code, detail }
  }
}

async function* judgedLines(
  { ledger, catalog, host, plugins, rules, times }: RouteParts,
  period: Period,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const { from, to } = period
  const [target, { recorded }, edge] = await Promise.all([
    ledger.head(),
    readRules(host),
    from ? times.before(from) : undefined,
  ])
  const waiting: object[] = []
  let toldMs = performance.now()
  const report = ({ decisions }: Tally, position: bigint): void => {
    if (performance.now() - toldMs < tellEveryMs) return
    toldMs = performance.now()
    waiting.push({ kind: 'progress', position, target, decisions })
  }
  const judging = redecide(
    { ledger, catalog, recorded, rules: rules.all(), plugins: redecidingOf(plugins) },
    {
      ...{ after: edge ?? 'start', until: target, signal, report },
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    },
  )
  for (;;) {
    const { done, value } = await judging.next()
    yield* waiting.splice(0)
    if (done) return yield { kind: 'result', ...value }
    yield differenceLine(value)
  }
}

function redecidingOf(plugins: readonly LoadedPlugin[]) {
  return plugins.flatMap(({ plugin: { name, config }, contribution }) => {
    const redeciding = contribution.redecides?.()
    return redeciding ? [{ name, config, redeciding }] : []
  })
}

function differenceLine({ event, why, rules, differs }: Difference): object {
  const { id, type, stream, position, receivedAt } = event
  const place = { event_id: id, type, stream, position, received_at: receivedAt }
  return { kind: 'difference', ...place, why, rules, differs }
}

function limited(): DecklogError {
  const message = 'Decisions of every board are judged; a token that is limited to boards cannot.'
  return new DecklogError('DECKLOG_FORBIDDEN', message)
}

function busy(): DecklogError {
  const message = 'Too many requests judge decisions again at once.'
  return new DecklogError('DECKLOG_RATE_LIMITED', message, { retryAfterSeconds: 10 })
}
