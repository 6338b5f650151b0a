import { DecklogError, isErrorCode } from '../errors.ts'
import { fields, list, number, type Of, oneOf, readAnswer, text } from './answer.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { createProgress, type Progress } from './progress.ts'
import { projectionPath, readProjections } from './read-projections.ts'

const difference = fields({
  key: text,
  difference: oneOf('missing', 'extra', 'differs'),
  columns: list(text),
})
const progressed = fields({ events: number, position: text, target: text })
const result = fields({ position: text, events: number, rows: number })

interface Outcome extends Of<typeof result> {
  readonly name: string
  readonly differences: readonly Of<typeof difference>[]
}

/** `decklog projections verify` */
export const projectionsVerify: CoreCommand = {
  name: 'projections verify',
  summary:
    'compare read models with a fresh fold of the ledger; exit code 1 and the differing rows when they are not the same',
  calls: 'api',
  arguments: [{ syntax: '[name]', summary: 'name of the projection; all by default' }],
  examples: ['decklog projections verify', 'decklog projections verify disk-status'],
  async run(context) {
    const { api, options, print } = context
    const asked = options['name']
    const names =
      typeof asked === 'string' ? [asked] : (await readProjections(api)).map(one => one.name)
    const outcomes: Outcome[] = []
    for (const name of names) {
      const outcome = await verify(context, name)
      outcomes.push(outcome)
      if (!options['json']) toLines(outcome).forEach(print)
    }
    if (options['json']) print(JSON.stringify({ projections: outcomes }))
    return outcomes.some(one => one.differences.length > 0) ? 1 : 0
  },
}

async function verify({ api }: CoreContext, name: string): Promise<Outcome> {
  const progress = createProgress(name)
  const differences: Of<typeof difference>[] = []
  const startedMs = performance.now()
  try {
    for await (const line of api.lines(projectionPath(name, 'verify'), {})) {
      const { kind } = readAnswer(line, fields({ kind: text }))
      if (kind === 'progress') show(progress, line, startedMs)
      else if (kind === 'difference') differences.push(readAnswer(line, difference))
      else if (kind === 'result') return { name, ...readAnswer(line, result), differences }
      else throw failure(line)
    }
  } finally {
    progress.end()
  }
  throw new DecklogError('DECKLOG_API_UNREACHABLE', 'The answer ended before its end.')
}

function show(progress: Progress, line: unknown, startedMs: number): void {
  const { events, position, target } = readAnswer(line, progressed)
  const seconds = (performance.now() - startedMs) / 1_000
  const [done, total] = [Number(position), Number(target)]
  const left = done > 0 ? `, ${Math.ceil((seconds * (total - done)) / done)} s left` : ''
  progress.update(done, total, `${Math.round(events / seconds)} events/s${left}`)
}

function failure(line: unknown): DecklogError {
  const { code, detail } = readAnswer(line, fields({ code: text, detail: text }))
  return new DecklogError(isErrorCode(code) ? code : 'DECKLOG_INTERNAL', detail)
}

function toLines({ name, events, rows, position, differences }: Outcome): readonly string[] {
  const verdict = differences.length === 0 ? 'equals' : 'differs from'
  return [
    `${name} ${verdict} a fresh fold: ${rows} rows from ${events} events, up to ${position}`,
    ...differences.map(({ key, difference, columns }) =>
      ['  ' + key, difference, columns.join(', ')].join('  ').trimEnd(),
    ),
  ]
}
