import Joi, { type ObjectSchema, type ValidationError } from 'joi'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { DecklogError, messageOf } from '../errors.ts'
import type { Gate, GateAnswer, GateAsker, GateDecision, GateFinding, GateMode } from '../gate.ts'
import { keepable } from '../validation/text.ts'
import { createValidator, fieldErrors, validate, type Validator } from '../validation/validator.ts'
import { within } from '../timing/within.ts'
import { keepableFacts } from './gate-facts.ts'
import { type GateModes, soften } from './gate-modes.ts'

const usualBudgetMs = 2_000
/** So much before a gate is given up, what nobody can tell of its mode is settled. */
const modeMarginMs = 500
const longestText = 2_000

/** Knows all gates, asks them, and denies where one cannot answer. */
export interface GateKeeper {
  /** Adds a plugin's gates; DECKLOG_PLUGIN_INVALID when a name is not well formed or taken. */
  offer(plugin: string, gates: readonly Gate[]): void
  /** Asks a gate; DECKLOG_GATE_UNKNOWN or DECKLOG_VALIDATION when it cannot be asked, and otherwise always an answer. */
  ask(name: string, question: object, signal?: AbortSignal, asker?: GateAsker): Promise<GateAnswer>
  /** All gates, by name. */
  list(): readonly Gate[]
}

interface GateKeeperParts {
  readonly clock: Clock
  readonly log: Logger
  /** Digest of the rules of a plugin; without it answers cite none. */
  readonly rulesOf?: (plugin: string) => string
  /** Without them every gate is in the mode `deny`. */
  readonly modes?: GateModes
  /** How long a gate may take to answer; default 2,000. */
  readonly budgetMs?: number
}

/** Creates the keeper of a process; plugins offer their gates to it as they are created. */
export function createGateKeeper({
  clock,
  log,
  rulesOf,
  modes,
  budgetMs = usualBudgetMs,
}: GateKeeperParts): GateKeeper {
  const gates = new Map<string, Offered>()

  const find = (name: string): Offered => {
    const offered = gates.get(name)
    if (offered) return offered
    throw new DecklogError('DECKLOG_GATE_UNKNOWN', `no plugin offers a gate ${name}`)
  }

  // What nobody can tell is enforced.
  async function modeOf(gate: Gate, signal: AbortSignal | undefined): Promise<GateMode> {
    if (!modes) return 'deny'
    const look = within({ ms: budgetMs - modeMarginMs, signal, time: clock }, () => modes.of(gate))
    return look.then(
      ({ mode }) => mode,
      () => 'deny',
    )
  }

  async function answerOf({ gate, question, signal, asker }: Asking): Promise<GateAnswer> {
    const budget = { ms: budgetMs, signal, time: clock }
    try {
      const found = await within(budget, inner => gate.answer(question, inner, asker))
      return toAnswer(gate, checkFinding(found))
    } catch (error) {
      log.warn({ err: error, gate: gate.name }, 'a gate did not answer and so denies')
      return unanswered(gate, error)
    }
  }

  return {
    offer(plugin, offered) {
      for (const gate of offered) {
        if (!/^[a-z][a-z0-9]*$/.test(gate.name)) throw bad(plugin, gate.name, 'is not one word')
        if (gates.has(gate.name)) throw bad(plugin, gate.name, 'is offered twice')
        gates.set(gate.name, { plugin, gate, check: createValidator(gate.question) })
      }
    },
    async ask(name, question, signal, asker) {
      const { plugin, gate, check } = find(name)
      // What it is judged by when it is asked, whatever is in force when it has answered.
      const cited = rulesOf ? { rules: rulesOf(plugin) } : {}
      const wrong = `the question to gate ${name} is not valid`
      const checked = validate(check, question, wrong)
      const asking = { gate, question: checked, signal, asker }
      const [answer, mode] = await Promise.all([answerOf(asking), modeOf(gate, signal)])
      const softened = soften({ ...answer, ...cited }, mode)
      await modes?.note({ gate: gate.name, question: checked, asker }, softened)
      return softened
    },
    list: () =>
      [...gates.values()].map(({ gate }) => gate).sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

interface Asking {
  readonly gate: Gate
  readonly question: object
  readonly signal: AbortSignal | undefined
  readonly asker: GateAsker | undefined
}

interface Offered {
  readonly plugin: string
  readonly gate: Gate
  readonly check: Validator<object>
}

const reasonSchema = Joi.object({
  decision: Joi.valid('warn', 'deny').required(),
  code: Joi.string().max(200).required(),
  text: Joi.string().required(),
  eventIds: Joi.array().items(Joi.string()).required(),
})
const findingSchema: ObjectSchema<GateFinding> = Joi.object({
  reasons: Joi.array().items(reasonSchema).required(),
  position: Joi.custom((value: unknown, helpers) =>
    typeof value === 'bigint' && value >= 0n ? value : helpers.error('any.invalid'),
  ).required(),
  facts: Joi.object().unknown(),
}).required()

/**
 * What a gate found, as its contract has it, or an error: of another shape it says nothing, and nothing is not yes. It is copied
 * first, so that what was checked is what is used.
 */
function checkFinding(found: unknown): GateFinding {
  const { value, error } = findingSchema.validate(structuredClone(found), strict)
  if (error) throw new Error(`what it found is not of its contract: ${fieldOf(error)}`)
  return value
}

const strict = { convert: false, errors: { wrap: { label: false } } } as const

function fieldOf(error: ValidationError): string {
  const [first] = fieldErrors(error)
  return first?.message ?? 'it is something else'
}

function toAnswer(gate: Gate, { reasons, position, facts }: GateFinding): GateAnswer {
  const kept = facts && keepableFacts(facts)
  return {
    decision: worst(reasons.map(reason => reason.decision)),
    reasons: reasons.map(({ text, ...reason }) => ({
      ...reason,
      text: keepable(text, longestText),
      gate: gate.name,
    })),
    position,
    ...(kept ? { facts: kept } : {}),
  }
}

function worst(decisions: readonly GateDecision[]): GateDecision {
  if (decisions.includes('deny')) return 'deny'
  return decisions.includes('warn') ? 'warn' : 'allow'
}

// Unknown is not yes.
function unanswered(gate: Gate, error: unknown): GateAnswer {
  const text = `The gate ${gate.name} could not answer: ${messageOf(error)}`
  const reason = { decision: 'deny', code: 'gate_unanswered', text, eventIds: [] } as const
  return { decision: 'deny', reasons: [{ ...reason, gate: gate.name }], position: null }
}

function bad(plugin: string, gate: string, what: string): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', `plugin ${plugin}: gate ${gate} ${what}`)
}
