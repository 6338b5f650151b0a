import { isSameJson } from '../../digest.ts'
import { messageOf } from '../../errors.ts'
import type { Recorded } from '../../event.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { Ledger, StoredEvent } from '../../ledger/ledger.ts'
import { type Cited, type CitedParts, createCited } from './cited-rules.ts'
import type { Recheck, Redecider, RedecidingPlugin, Unjudged } from './redeciding.ts'

/** Why a decision is not as it was: of these the first that can be told. */
export const differenceReasons = ['other_rules', 'other_code', 'other_facts'] as const

/** A decision that comes out differently. */
export interface Difference {
  readonly event: Pick<Recorded, 'id' | 'type' | 'stream' | 'position' | 'receivedAt'>
  readonly why: (typeof differenceReasons)[number]
  readonly rules: string | null
  readonly differs: readonly Recheck[]
}

/** How many decisions there were, and what came of them. */
export interface Tally {
  readonly decisions: number
  readonly equal: number
  readonly different: number
  /** Made from facts that retention has taken since. */
  readonly gone: number
  /** Made before rules were recorded, so that nobody can say by which. */
  readonly uncited: number
  /** Not found to be different, but made of answers of gates that recorded no facts. */
  readonly unfounded: number
}

interface RedecideParts extends CitedParts {
  readonly ledger: Pick<Ledger, 'subscribe'>
  readonly catalog: Pick<EventCatalog, 'decode'>
}

interface Asked {
  /** Begins after this position. */
  readonly after: bigint | 'start'
  /** Looks no further than this position. */
  readonly until: bigint
  /** Counts what Decklog received then; what was before is shown to those who need it. */
  readonly from?: Date
  readonly to?: Date
  readonly signal: AbortSignal
  report(tally: Tally, position: bigint): void
}

interface Handler {
  readonly plugin: RedecidingPlugin
  readonly judge: Redecider
}

/** Judges decisions again in the order of the ledger, and yields each that comes out differently. */
export async function* redecide(
  parts: RedecideParts,
  asked: Asked,
): AsyncGenerator<Difference, Tally> {
  const handlers = new Map<string, Handler>()
  for (const plugin of parts.plugins)
    for (const [type, judge] of Object.entries(plugin.redeciding.events))
      handlers.set(type, { plugin, judge })
  const cited = createCited(parts)
  const counts = { decisions: 0, equal: 0, different: 0, gone: 0, uncited: 0, unfounded: 0 }
  const types = [...handlers.keys()]
  const { after, until, signal } = asked
  if (types.length === 0) return counts
  for await (const batch of parts.ledger.subscribe({ types, after, signal })) {
    for (const stored of batch.events) {
      if (stored.position > until) return counts
      const handler = handlers.get(stored.type)
      const outcome = handler && (await judgeStored(parts, cited, { stored, handler }))
      if (!outcome || outcome.kind === 'fact' || !isWithin(stored, asked)) continue
      counts.decisions += 1
      counts[outcome.kind] += 1
      if (outcome.kind === 'different') yield outcome.difference
    }
    const reached = batch.checkpoint ?? batch.events.at(-1)?.position
    if (reached !== undefined) asked.report(counts, reached)
    if (batch.live || (reached !== undefined && reached >= until)) return counts
  }
  signal.throwIfAborted()
  return counts
}

function isWithin(stored: StoredEvent, { from, to }: Asked): boolean {
  const { recordedAt } = stored
  return (from === undefined || recordedAt >= from) && (to === undefined || recordedAt < to)
}

type Outcome =
  | { readonly kind: 'fact' | 'equal' | 'gone' | 'uncited' | 'unfounded' }
  | { readonly kind: 'different'; readonly difference: Difference }

interface Judging {
  readonly stored: StoredEvent
  readonly handler: Handler
}

async function judgeStored(
  { catalog }: Pick<RedecideParts, 'catalog'>,
  cited: Cited,
  { stored, handler: { plugin, judge } }: Judging,
): Promise<Outcome> {
  const { rules: digest = null } = stored.metadata
  const { id, type, stream, position } = stored
  const place = { id, type, stream, position }
  const different = (
    why: Difference['why'],
    differs: readonly Recheck[],
    receivedAt = stored.recordedAt,
  ): Outcome => ({
    kind: 'different',
    difference: { event: { ...place, receivedAt }, why, rules: digest, differs },
  })
  const rules = cited.find(plugin, digest, stored)
  try {
    const event = catalog.decode(stored)
    const redecided = await judge(event, rules.config, cited.others)
    if (redecided === null) return { kind: 'fact' }
    if (rules.state === 'uncited') return { kind: 'uncited' }
    if (rules.state === 'altered')
      return different('other_rules', [rules.recheck], event.receivedAt)
    if (redecided === 'gone') return { kind: 'gone' }
    const judged = redecided.filter(isJudged)
    const differs = judged.filter(one => !isSameJson(one.recorded, one.judged))
    if (differs.length === 0)
      return { kind: judged.length < redecided.length ? 'unfounded' : 'equal' }
    return different(whyOf(differs, rules.code), differs, event.receivedAt)
  } catch (error) {
    const failed = {
      what: 'the event',
      of: 'facts',
      recorded: null,
      judged: messageOf(error),
    } as const
    return different(rules.code === 'other' ? 'other_code' : 'other_facts', [failed])
  }
}

function isJudged(one: Recheck | Unjudged): one is Recheck {
  return one.of !== 'no_facts'
}

function whyOf(differs: readonly Recheck[], code: 'same' | 'other'): Difference['why'] {
  if (code === 'other') return 'other_code'
  return differs.some(one => one.of === 'rules') ? 'other_rules' : 'other_facts'
}
