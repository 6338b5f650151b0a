import { gateModes } from '../gate.ts'
import { fields, list, number, type Of, oneOf, orNull, readAnswer, text } from './answer.ts'
import type { CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'

const denial = fields({ from: text, to: orNull(text), text })
const answer = fields({
  name: text,
  mode: oneOf(...gateModes),
  from: text,
  to: text,
  denials: number,
  denied_seconds: number,
  changes: number,
  subjects: list(
    fields({
      subject: text,
      host: orNull(text),
      denials: list(denial),
      denials_before: number,
      denied_seconds: number,
      warnings: number,
      changes: number,
      counted_from: orNull(text),
    }),
  ),
  more: number,
  asked: fields({
    denied: number,
    changes: number,
    counted_from: orNull(text),
    last: list(
      fields({ at: text, found: text, given: text, question: text, text, event_id: text }),
    ),
  }),
})

/** `decklog guards report` */
export const guardReport: CoreCommand = {
  name: 'guards report',
  summary: 'say what a guard would have stopped, when, and how often it changed its mind',
  calls: 'api',
  asOf: 'taken',
  arguments: [{ syntax: '<name>', summary: 'name of the guard' }],
  options: [
    { syntax: '--from <time>', summary: 'since when; 30 days by default' },
    { syntax: '--to <time>', summary: 'until when; now by default' },
  ],
  examples: ['decklog guards report memory --from 2026-01-01'],
  async run({ api, options, print }) {
    const query = new URLSearchParams()
    for (const key of ['from', 'to'])
      if (typeof options[key] === 'string') query.set(key, options[key])
    const path = `/api/v1/guards/${encodeURIComponent(String(options['name']))}/report`
    const report = readAnswer(await api.get(`${path}?${query.toString()}`), answer)
    if (options['json']) print(JSON.stringify(report))
    else for (const line of linesOf(report)) print(line)
    return 0
  },
}

function* linesOf(report: Of<typeof answer>): Generator<string> {
  const { name, mode, from, to, asked } = report
  yield `The gate ${name} is in the mode ${mode}. From ${from} to ${to}:`
  yield `  it would have denied ${times(report.denials)}, for ${report.denied_seconds} s in all,`
  yield `  and its answer would have changed ${times(report.changes)}.`
  yield `  Asked, it denied ${times(asked.denied)} what went on all the same.`
  if (report.subjects.length > 0) {
    yield ''
    const rows = report.subjects.map(one => {
      const last = one.denials.at(-1)
      const when = last ? `${last.from} - ${last.to ?? 'still'}` : '-'
      const denials = one.denials_before + one.denials.length
      const counts = [denials, one.denied_seconds, one.warnings, one.changes]
      return [one.subject, one.host ?? '-', ...counts.map(String), when]
    })
    yield* formatTable(
      ['subject', 'host', 'denials', 'seconds', 'warnings', 'changes', 'last denial'],
      rows,
    )
  }
  for (const { subject, counted_from: since } of report.subjects)
    if (since !== null) yield `${subject} changed over 1,000 times: counted from ${since} on`
  if (asked.counted_from !== null)
    yield `its answers are counted from ${asked.counted_from} on: there are more before`
  if (report.more > 0) yield `and ${report.more} more subjects`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
