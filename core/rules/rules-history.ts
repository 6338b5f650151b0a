import { DecklogError, notFound } from '../errors.ts'
import type { Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import { rulesDecider, type RulesState } from './rules-decider.ts'
import { rulesStream, type RulesChanged } from './rules-events.ts'

/** Rules as they were recorded, oldest first. */
export type RulesRecording = Recorded<RulesChanged>

/** What the ledger has of rules. */
export interface RulesHistory {
  readonly recorded: readonly RulesRecording[]
  readonly state: RulesState
}

/** Reads all that is recorded of rules: a few events for every change of the configuration, kept for ever. */
export async function readRules(host: Pick<Host, 'read'>): Promise<RulesHistory> {
  const recorded: RulesRecording[] = []
  let state = rulesDecider.initial
  for await (const event of host.read(rulesStream)) {
    // Nothing else is recorded there; this says so to the compiler.
    const known = event as RulesRecording
    recorded.push(known)
    state = rulesDecider.evolve(state, known)
  }
  return { recorded, state }
}

/** The rules that a digest, or the beginning of one, names; DECKLOG_VALIDATION when it is that of several. */
export function findRules({ recorded }: RulesHistory, digest: string): RulesRecording {
  const found = recorded.filter(({ data }) => data.digest.startsWith(digest))
  const [first] = found
  if (!first) throw notFound('rules')
  if (found.every(({ data }) => data.digest === first.data.digest)) return first
  throw new DecklogError('DECKLOG_VALIDATION', `${digest} is the beginning of several digests`, {
    fields: [{ field: 'digest', message: 'is the beginning of several: name more of it' }],
  })
}
