import { DecklogError } from '../errors.ts'
import {
  anything,
  fields,
  list,
  type Of,
  oneOf,
  orNull,
  otherwise,
  readAnswer,
  text,
} from './answer.ts'
import type { CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'

const listed = fields({
  gates: list(
    fields({ name: text, summary: text, mode: otherwise(text, 'deny'), question: anything }),
  ),
})

/** `decklog gates list` */
const gatesList: CoreCommand = {
  name: 'gates list',
  summary: 'list the gates with what they ask',
  calls: 'api',
  asOf: 'taken',
  examples: ['decklog gates list'],
  async run({ api, options, print }) {
    const { gates } = readAnswer(await api.get('/api/v1/gates'), listed)
    if (options['json']) print(JSON.stringify({ gates }))
    else
      formatTable(
        ['gate', 'mode', 'asks', 'summary'],
        gates.map(({ name, mode, summary, question }) => [name, mode, asks(question), summary]),
      ).forEach(print)
    return 0
  },
}

const decision = oneOf('allow', 'warn', 'deny')
const reasons = list(fields({ gate: text, decision, code: text, text, event_ids: list(text) }))
const answered = fields({
  decision,
  reasons,
  withheld: otherwise(orNull(fields({ mode: text, decision, reasons })), null),
  position: orNull(text),
  rules: otherwise(orNull(text), null),
})
const exitCodes = { allow: 0, warn: 1, deny: 2 } as const

/** `decklog gates ask` */
const gatesAsk: CoreCommand = {
  name: 'gates ask',
  summary: 'ask a gate whether a step may happen now; exit code 0 allow, 1 warn, 2 deny',
  calls: 'api',
  asOf: 'taken',
  arguments: [
    { syntax: '<name>', summary: 'name of the gate' },
    { syntax: '[fields...]', summary: 'what it asks: key=text, or key:=JSON' },
  ],
  examples: ['decklog gates ask disk', 'decklog gates ask disk host=web01 path=/var'],
  async run({ api, options, words, print }) {
    const question = Object.fromEntries(words.map(readField))
    const path = `/api/v1/gates/${encodeURIComponent(String(options['name']))}`
    const answer = readAnswer(await api.post(path, question), answered)
    if (options['json']) print(JSON.stringify(answer))
    else toLines(answer).forEach(print)
    return exitCodes[answer.decision]
  },
}

/** Commands about gates. */
export const gateCommands: readonly CoreCommand[] = [gatesList, gatesAsk]

function asks(question: unknown): string {
  const { properties } = readAnswer(question, fields({ properties: otherwise(anything, {}) }))
  return Object.keys(Object(properties)).join(', ') || 'nothing'
}

function toLines({ decision, reasons, withheld, rules }: Of<typeof answered>): readonly string[] {
  const watched = withheld
    ? [
        `  It found ${withheld.decision}, which in the mode ${withheld.mode} has no more effect:`,
        ...linesOf(withheld.reasons),
      ]
    : []
  return [
    decision,
    ...linesOf(reasons),
    ...watched,
    ...(rules === null ? [] : [`  by the rules ${rules}`]),
  ]
}

function linesOf(told: Of<typeof reasons>): readonly string[] {
  return told.map(
    ({ gate, decision, code, text, event_ids: ids }) =>
      `  ${decision}  ${gate}: ${text} (${code}${ids.length > 0 ? `; events ${ids.join(', ')}` : ''})`,
  )
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
