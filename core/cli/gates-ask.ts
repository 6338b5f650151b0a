import Joi from 'joi'
import { DecklogError } from '../errors.ts'
import type { GateDecision } from '../gate.ts'
import type { CoreCommand } from './core-command.ts'
import { readAnswer } from './read-answer.ts'

interface Answer {
  readonly decision: GateDecision
  readonly reasons: readonly {
    readonly gate: string
    readonly decision: GateDecision
    readonly code: string
    readonly text: string
    readonly event_ids: readonly string[]
  }[]
  readonly position: string | null
}

const reason = Joi.object({
  gate: Joi.string(),
  decision: Joi.string(),
  code: Joi.string(),
  text: Joi.string(),
  event_ids: Joi.array().items(Joi.string()),
})
const exitCodes = { allow: 0, warn: 1, deny: 2 } as const

/** `decklog gates ask` */
export const gatesAsk: CoreCommand = {
  name: 'gates ask',
  summary: 'ask a gate whether a step may happen now; exit code 0 allow, 1 warn, 2 deny',
  calls: 'api',
  arguments: [
    { syntax: '<name>', summary: 'name of the gate' },
    { syntax: '[fields...]', summary: 'what it asks: key=text, or key:=JSON' },
  ],
  examples: ['decklog gates ask disk', 'decklog gates ask disk host=web01 path=/var'],
  async run({ api, options, words, print }) {
    const question = Object.fromEntries(words.map(readField))
    const path = `/api/v1/gates/${encodeURIComponent(String(options['name']))}`
    const answer = readAnswer<Answer>(await api.post(path, question), {
      decision: Joi.valid('allow', 'warn', 'deny'),
      reasons: Joi.array().items(reason),
      position: Joi.string().allow(null),
    })
    if (options['json']) print(JSON.stringify(answer))
    else toLines(answer).forEach(print)
    return exitCodes[answer.decision]
  },
}

function toLines({ decision, reasons }: Answer): readonly string[] {
  const lines = reasons.map(
    ({ gate, decision, code, text, event_ids: ids }) =>
      `  ${decision}  ${gate}: ${text} (${code}${ids.length > 0 ? `; events ${ids.join(', ')}` : ''})`,
  )
  return [decision, ...lines]
}

function readField(word: string): readonly [string, unknown] {
  const match = /^([^=:]+)(:?=)(.*)$/s.exec(word)
  const [, key = '', kind, text = ''] = match ?? []
  if (!match) throw invalid(`${word} is no field: write key=text, or key:=JSON`)
  if (kind === '=') return [key, text]
  try {
    return [key, JSON.parse(text)]
  } catch {
    throw invalid(`${word}: what follows := is not JSON`)
  }
}

function invalid(message: string): DecklogError {
  return new DecklogError('DECKLOG_VALIDATION', message)
}
