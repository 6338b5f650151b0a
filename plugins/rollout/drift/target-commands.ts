import {
  answers,
  type CliCommand,
  formatTable,
  invalidField,
  readAnswer,
} from '../../../core/plugin-api.ts'

const orNone = answers.orNull(answers.text)
const toldTarget = answers.fields({
  id: answers.text,
  condition: answers.text,
  text: orNone,
  approved: answers.orNull(
    answers.fields({ release_id: answers.text, run_id: orNone, standing: answers.text }),
  ),
  running: answers.orNull(
    answers.list(answers.fields({ image: answers.text, digest: answers.orNull(answers.text) })),
  ),
  looked_at: orNone,
  looked_by: orNone,
  right_at: orNone,
  drifted_since: orNone,
  drift_text: orNone,
  unreachable_since: orNone,
  unreachable_reason: orNone,
  unreachable_text: orNone,
})
type ToldTarget = answers.Of<typeof toldTarget>

const name = { syntax: '<target>', summary: 'name of the target' } as const
const pathOf = (target: unknown, rest = ''): string =>
  `/api/v1/targets/${encodeURIComponent(String(target))}${rest}`

/** The commands `decklog targets …`. */
export const targetCommands: readonly CliCommand[] = [
  {
    name: 'targets list',
    asOf: 'taken',
    summary: 'list what is rolled out to: what runs there against what was approved',
    options: [
      { syntax: '--condition <word>', summary: 'only those that stand so, such as drifted' },
      { syntax: '--limit <n>', summary: 'how many at most; default: 50, at most 200' },
    ],
    examples: ['decklog targets list --condition drifted'],
    async run({ api, options, print }) {
      const { condition, limit } = options
      const query = new URLSearchParams()
      if (typeof condition === 'string') query.set('condition', condition)
      if (typeof limit === 'string') query.set('limit', limit)
      const answer = await api.get(`/api/v1/targets?${query.toString()}`)
      const { targets } = readAnswer(answer, answers.fields({ targets: answers.list(toldTarget) }))
      if (options['json']) print(JSON.stringify(answer))
      else formatTable(head, targets.map(cells)).forEach(print)
      return 0
    },
  },
  {
    name: 'targets show',
    asOf: 'taken',
    summary:
      'show one target: what runs, what was approved, by which run, and since when they differ',
    arguments: [name],
    async run({ api, options, print }) {
      const answer = await api.get(pathOf(options['target']))
      if (options['json']) print(JSON.stringify(answer))
      else linesOf(readAnswer(answer, toldTarget)).forEach(print)
      return 0
    },
  },
  {
    name: 'targets look',
    summary: 'look now whether a target runs what was approved; ends with 1 when it does not',
    arguments: [name],
    async run({ api, options, print }) {
      const answer = await api.post(pathOf(options['target'], '/look'), {}, { timeoutMs: 60_000 })
      const told = readAnswer(answer, answers.fields({ outcome: answers.text, text: answers.text }))
      if (options['json']) print(JSON.stringify(answer))
      else print(`${String(options['target'])} ${told.outcome}: ${told.text}`)
      return told.outcome === 'as_approved' ? 0 : 1
    },
  },
  {
    name: 'targets forget',
    summary: 'end what stands of a target that is not looked at any more',
    arguments: [name],
    options: [{ syntax: '--reason <text>', summary: 'why; it is recorded with who' }],
    examples: ['decklog targets forget staging --reason "It was taken down"'],
    async run({ api, options, print }) {
      const { target, reason } = options
      if (typeof reason !== 'string' || reason.trim() === '')
        throw invalidField('--reason', 'is missing: it is recorded with who')
      const answer = await api.post(pathOf(target, '/forget'), { reason })
      const { forgotten } = readAnswer(answer, answers.fields({ forgotten: answers.text }))
      print(options['json'] ? JSON.stringify(answer) : `${forgotten} is forgotten.`)
      return 0
    },
  },
]

const head = ['target', 'condition', 'since', 'release', 'run', 'looked at']

function cells(target: ToldTarget): readonly string[] {
  const { approved } = target
  return [
    target.id,
    target.condition,
    target.drifted_since ?? target.unreachable_since ?? '',
    approved?.release_id.slice(0, 12) ?? 'unknown',
    approved?.run_id ?? 'none',
    target.looked_at ?? 'never',
  ]
}

function linesOf(target: ToldTarget): readonly string[] {
  const { approved, running } = target
  const line = (word: string, text: string | null): readonly string[] =>
    text === null ? [] : [`${word.padEnd(12)} ${text}`]
  const since = target.drifted_since === null ? null : `since ${target.drifted_since} at the latest`
  return [
    ...line('Target', target.id),
    ...line('Condition', target.condition),
    ...line(
      'Approved',
      approved ? `release ${approved.release_id}, ${approved.standing}` : 'unknown',
    ),
    ...line('Run', approved ? (approved.run_id ?? 'none') : null),
    ...line('Looked at', target.looked_at && `${target.looked_at} by ${target.looked_by ?? ''}`),
    ...line('Right at', target.right_at),
    ...line('Drifted', since && `${since}: ${target.drift_text ?? ''}`),
    ...line(
      'Unreachable',
      target.unreachable_since &&
        `since ${target.unreachable_since}, ${target.unreachable_reason ?? ''}: ${target.unreachable_text ?? ''}`,
    ),
    ...line('Found', target.text),
    ...(running ?? []).flatMap(({ image, digest }) =>
      line('Runs', digest === null ? image : `${image}@${digest}`),
    ),
  ]
}
