import { DecklogError, isErrorCode } from '../errors.ts'
import {
  anything,
  fields,
  list,
  number,
  type Of,
  oneOf,
  orNull,
  readAnswer,
  text,
} from './answer.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { printable } from './printable.ts'
import { createProgress } from './progress.ts'

const difference = fields({
  event_id: text,
  type: text,
  stream: text,
  position: text,
  received_at: text,
  why: oneOf('other_rules', 'other_code', 'other_facts'),
  rules: orNull(text),
  differs: list(
    fields({ what: text, of: oneOf('rules', 'facts'), recorded: anything, judged: anything }),
  ),
})
const result = fields({
  decisions: number,
  equal: number,
  different: number,
  gone: number,
  uncited: number,
  unfounded: number,
})
const progressed = fields({ position: text, target: text, decisions: number })

interface Outcome extends Of<typeof result> {
  readonly differences: readonly Of<typeof difference>[]
}

/** `decklog audit redecide` */
export const auditRedecide: CoreCommand = {
  name: 'audit redecide',
  summary:
    'judge every decision again from its facts and rules; exit code 1 when one comes out differently, which is named with why',
  calls: 'api',
  options: [
    { syntax: '--from <time>', summary: 'decisions recorded from this time on; all by default' },
    { syntax: '--to <time>', summary: 'decisions recorded before this time' },
  ],
  examples: [
    'decklog audit redecide',
    'decklog audit redecide --from 2026-01-01T00:00:00Z --to 2026-02-01T00:00:00Z --json',
  ],
  async run(context) {
    const { options, print } = context
    const outcome = await redecide(context)
    if (options['json']) print(JSON.stringify(outcome))
    else toLines(outcome).forEach(print)
    return outcome.different > 0 ? 1 : 0
  },
}

async function redecide({ api, options }: CoreContext): Promise<Outcome> {
  const progress = createProgress('judging again')
  const differences: Of<typeof difference>[] = []
  const body = { from: options['from'], to: options['to'] }
  try {
    for await (const line of api.lines('/api/v1/audit/redecide', body)) {
      const { kind } = readAnswer(line, fields({ kind: text }))
      if (kind === 'progress') {
        const { position, target, decisions } = readAnswer(line, progressed)
        progress.update(Number(position), Number(target), `${decisions} decisions`)
      } else if (kind === 'difference') differences.push(readAnswer(line, difference))
      else if (kind === 'result') return { ...readAnswer(line, result), differences }
      else throw failure(line)
    }
  } finally {
    progress.end()
  }
  throw new DecklogError('DECKLOG_API_UNREACHABLE', 'The answer ended before its end.')
}

function failure(line: unknown): DecklogError {
  const { code, detail } = readAnswer(line, fields({ code: text, detail: text }))
  return new DecklogError(isErrorCode(code) ? code : 'DECKLOG_INTERNAL', detail)
}

function toLines(outcome: Outcome) {
  const { decisions, equal, different, gone, uncited, unfounded, differences } = outcome
  return [
    `${decisions} decisions: ${equal} come out the same, ${different} differently.`,
    ...(gone > 0 ? [`${gone} cannot be judged: retention has taken what they rest on.`] : []),
    ...(uncited > 0 ? [`${uncited} were made before rules were recorded, and cite none.`] : []),
    ...(unfounded > 0
      ? [
          `${unfounded} rest on answers of gates with no facts recorded, and cannot be judged whole.`,
        ]
      : []),
    ...differences.flatMap(differenceLines),
  ]
}

const whys = {
  other_rules: 'other rules',
  other_code: 'other code',
  other_facts: 'other facts',
} as const
const longest = 200

function differenceLines(one: Of<typeof difference>): readonly string[] {
  return [
    `${one.received_at}  ${one.type}  ${one.event_id}  ${whys[one.why]}`,
    ...one.differs.map(
      ({ what, recorded, judged }) =>
        `  ${what}: recorded ${shown(recorded)}, judged ${shown(judged)}`,
    ),
  ]
}

function shown(value: unknown): string {
  const json = printable(JSON.stringify(value) ?? 'null')
  return json.length > longest ? `${json.slice(0, longest - 1)}…` : json
}
