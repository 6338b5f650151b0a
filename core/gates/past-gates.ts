import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { GateAnswer } from '../gate.ts'
import type { Host } from '../host.ts'
import type { LoadedPlugin } from '../loading/loaded-plugin.ts'
import { createGateKeeper, type GateKeeper } from './gate-keeper.ts'
import { createGateModes, type GateModes } from './gate-modes.ts'

/** Below the 10 s of a call, and above the 5 s after which the past of a read model is being made ready. */
const budgetMs = 9_000

/** Gates, and what follows from their answers. */
export interface AskedGates {
  readonly gates: GateKeeper
  readonly modes: GateModes
}

interface PastModesParts {
  /** Reads streams up to a moment. */
  readonly read: Host['read']
  readonly clock: Clock
  readonly log: Logger
}

interface PastGatesParts extends PastModesParts {
  /** What offers gates that see what was; they ask each other by `gate`. */
  plugins(
    kind: 'gates',
    gate: Host['gate'],
  ): readonly Pick<LoadedPlugin, 'plugin' | 'contribution'>[]
  readonly rulesOf: (plugin: string) => string
}

/** The modes of gates as they were: nothing is set, and nothing recorded. */
export function createPastModes({ read, clock, log }: PastModesParts): GateModes {
  const host = { read, execute: refused, observe: refused }
  return { ...createGateModes({ host: () => host, clock, log }), note: async () => undefined }
}

/** Gates that are asked what they would have answered at a moment, by the rules of today. */
export function createPastGates(parts: PastGatesParts): AskedGates {
  const { clock, log, rulesOf } = parts
  const modes = createPastModes(parts)
  const gates = createGateKeeper({ clock, log, rulesOf, modes, budgetMs })
  for (const { plugin, contribution } of parts.plugins('gates', gates.ask))
    gates.offer(plugin.name, contribution.gates ?? [])
  return { gates: { ...gates, ask: (...asked) => answered(gates.ask(...asked)) }, modes }
}

// A no that nobody gave is nothing to tell of the past.
async function answered(asking: Promise<GateAnswer>): Promise<GateAnswer> {
  const answer = await asking
  if (answer.position !== null) return answer
  throw new DecklogError('DECKLOG_TIMEOUT', 'The gate could not look at what was.', {
    retryAfterSeconds: 2,
  })
}

async function refused(): Promise<never> {
  throw new DecklogError('DECKLOG_REFUSED', 'What was can be read, and neither asked nor changed.')
}
