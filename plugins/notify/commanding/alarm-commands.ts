import {
  answers,
  type CliCommand,
  type CommandContext,
  DecklogError,
  formatTable,
  readAnswer,
} from '../../../core/plugin-api.ts'
import { readList } from './read-list.ts'
import { wordsOf } from './silence-options.ts'

const { fields, list, oneOf, orNull, text } = answers

const alarm = {
  id: text,
  kind: text,
  subject: text,
  state: oneOf('raised', 'cleared'),
  severity: oneOf('warning', 'critical'),
  text,
  since: text,
  acknowledged_by: orNull(text),
  silenced_by: orNull(text),
}
const listed = fields({ alarms: list(fields(alarm)) })
type Alarm = answers.Of<typeof listed>['alarms'][number]

const which = { syntax: '<alarm>', summary: 'id of the alarm, or how it begins where that is one' }
const note = { syntax: '--note <text>', summary: 'what is done about it; it is recorded with who' }

/** `decklog alarms list` */
const alarmsList: CliCommand = {
  name: 'alarms list',
  summary: 'list alarms, those that changed last first: what is raised, unless told otherwise',
  asOf: 'taken',
  options: [
    { syntax: '--state <state>', summary: 'raised, cleared or all; default raised' },
    { syntax: '--kind <kind>', summary: 'only those about this: disk, continuity, …' },
    { syntax: '--board <id>', summary: 'only those of this board' },
  ],
  examples: ['decklog alarms list'],
  async run(context) {
    const { options, print } = context
    const { state = 'raised', kind, board } = options
    const asked = { state: state === 'all' ? undefined : state, kind, board_id: board }
    const alarms = await readList(context, '/api/v1/alarms', {
      ...{ told: listed, asked, itemsOf: (page: answers.Of<typeof listed>) => page.alarms },
    })
    if (options['json'] === true) print(JSON.stringify({ alarms }))
    else if (alarms.length === 0) print('No alarm stands so.')
    else
      formatTable(['id', 'level', 'since', 'subject', 'who', 'says'], alarms.map(rowOf)).forEach(
        print,
      )
    return 0
  },
}

function rowOf(one: Alarm): readonly string[] {
  const who = one.acknowledged_by ?? (one.silenced_by === null ? 'nobody' : `by ${one.silenced_by}`)
  const level = one.state === 'cleared' ? 'over' : one.severity
  return [one.id, level, one.since, one.subject, one.state === 'cleared' ? '-' : who, one.text]
}

const shown = fields({
  ...alarm,
  cause: text,
  board_id: orNull(text),
  acknowledged_at: orNull(text),
  silenced_until: orNull(text),
  note: orNull(text),
  told_at: orNull(text),
  event_id: text,
  source_event_id: text,
})
const told = fields({
  notifications: list(
    fields({
      at: text,
      state: text,
      severity: text,
      reminder: orNull(text),
      tellings: list(fields({ webhook: text, state: text })),
    }),
  ),
})

/** `decklog alarms show` */
const alarmsShow: CliCommand = {
  name: 'alarms show',
  summary: 'show how an alarm stands, who looks after it, and who was told of it',
  arguments: [which],
  asOf: 'taken',
  examples: ['decklog alarms show 6a1a4c0e-3f0b-5a53-9d0e-5a4f0c1b7e21'],
  async run(context) {
    const { api, options, print } = context
    const id = await idOf(context)
    const found = readAnswer(await api.get(`/api/v1/alarms/${id}`), shown)
    const { notifications } = readAnswer(
      await api.get(`/api/v1/notifications?alarm_id=${id}&limit=20`),
      told,
    )
    if (options['json'] === true) print(JSON.stringify({ ...found, notifications }))
    else linesOf(found, notifications).forEach(print)
    return 0
  },
}

function linesOf(
  found: answers.Of<typeof shown>,
  notifications: answers.Of<typeof told>['notifications'],
): readonly string[] {
  const { state, severity, acknowledged_by: by, acknowledged_at: at, silenced_by: silence } = found
  const standing = state === 'cleared' ? 'is over' : `is ${severity}`
  return [
    `${found.subject} ${standing} since ${found.since}: ${found.text}`,
    ...(by === null ? [] : [`${by} looks after it since ${at}: ${found.note}`]),
    ...(by === null && found.note !== null ? [`It was said: ${found.note}`] : []),
    ...(silence === null
      ? []
      : [`A ${silence} keeps it from being told until ${found.silenced_until}.`]),
    `Its cause is ${found.cause}; the event ${found.source_event_id} says so.`,
    ...notifications.map(
      one =>
        `${one.at}  ${one.state} ${one.severity}${one.reminder === null ? '' : ` (${one.reminder})`}  ` +
        (one.tellings.map(({ webhook, state: is }) => `${webhook}: ${is}`).join(', ') ||
          'told nobody'),
    ),
  ]
}

const done = fields({ id: text })

function handling(
  word: 'ack' | 'resolve',
  verb: string,
  summary: string,
  says: string,
): CliCommand {
  return {
    name: `alarms ${word}`,
    summary,
    arguments: [which],
    options: [note],
    examples: [
      `decklog alarms ${word} 6a1a4c0e-3f0b-5a53-9d0e-5a4f0c1b7e21 --note "The import filled it"`,
    ],
    async run(context) {
      const { api, options, print } = context
      const said = wordsOf(context, 'note')
      const id = await idOf(context)
      const answer = readAnswer(
        await api.post(`/api/v1/alarms/${id}/${verb}`, { note: said }),
        done,
      )
      print(options['json'] === true ? JSON.stringify(answer) : `${id} ${says}.`)
      return 0
    },
  }
}

/** The id that is meant: whole, or its beginning where one raised alarm has it. */
async function idOf(context: CommandContext): Promise<string> {
  const given = String(context.options['alarm']).toLowerCase()
  if (given.length >= 36) return encodeURIComponent(given)
  const alarms = await readList(context, '/api/v1/alarms', {
    ...{ told: listed, itemsOf: (page: answers.Of<typeof listed>) => page.alarms },
    asked: { state: 'raised' },
  })
  const [one, ...more] = alarms.filter(({ id }) => id.startsWith(given))
  if (one && more.length === 0) return one.id
  const why = one ? `${more.length + 1} raised alarms begin so` : 'no raised alarm begins so'
  throw new DecklogError('DECKLOG_VALIDATION', `${given}: ${why}; see decklog alarms list.`)
}

/** The commands about alarms. */
export const alarmCommands: readonly CliCommand[] = [
  alarmsList,
  alarmsShow,
  handling(
    'ack',
    'acknowledge',
    'say that somebody looks after an alarm: it is not told again until it is worse',
    'is looked after',
  ),
  handling(
    'resolve',
    'resolve',
    'say that what an alarm is about is over; it is raised again when it is so again',
    'is over',
  ),
]
