import {
  answers,
  type CliCommand,
  type Clock,
  formatTable,
  readAnswer,
} from '../../../core/plugin-api.ts'
import { readList } from './read-list.ts'
import { inForce, reason, scope, scopeOf, secondsOf, whatOf, wordsOf } from './silence-options.ts'

const { fields, list, orNull, text } = answers

const mutes = fields({
  mutes: list(
    fields({
      mute_id: text,
      kind: orNull(text),
      board_id: orNull(text),
      alarm_id: orNull(text),
      reason: text,
      set_by: text,
      expires_at: text,
      lifted_at: orNull(text),
    }),
  ),
})

/** `decklog mutes list` */
const mutesList: CliCommand = {
  name: 'mutes list',
  summary: 'list the mutes that are in force: what is silenced, until when, by whom and why',
  asOf: 'taken',
  options: [inForce],
  examples: ['decklog mutes list'],
  async run(context) {
    const { options, print } = context
    const found = await readList(context, '/api/v1/mutes', {
      told: mutes,
      asked: { in_force: options['all'] === true ? undefined : true },
      itemsOf: (page: answers.Of<typeof mutes>) => page.mutes,
    })
    if (options['json'] === true) print(JSON.stringify({ mutes: found }))
    else if (found.length === 0) print('Nothing is muted.')
    else
      formatTable(
        ['id', 'silences', 'until', 'by', 'why'],
        found.map(one => [
          ...[one.mute_id, whatOf(one), one.lifted_at ?? one.expires_at, one.set_by, one.reason],
        ]),
      ).forEach(print)
    return 0
  },
}

function mutesSet(clock: Clock): CliCommand {
  return {
    name: 'mutes set',
    summary: 'mute alarms for a while; what happens meanwhile is recorded all the same',
    options: [
      { syntax: '--for <duration>', summary: 'how long: 30m, 2h, 1d', field: 'expires_at' },
      ...scope,
      { syntax: '--alarm <id>', summary: 'only this alarm' },
      reason,
    ],
    examples: ['decklog mutes set --for 2h --kind disk --reason "The disks are being replaced"'],
    async run(context) {
      const { api, options, print } = context
      const lastsMs = 1_000 * secondsOf(context, 'for')
      const body = {
        ...scopeOf(context),
        ...(typeof options['alarm'] === 'string' && { alarm_id: options['alarm'] }),
        reason: wordsOf(context, 'reason'),
        expires_at: new Date(clock.now().getTime() + lastsMs).toISOString(),
      }
      const set = readAnswer(await api.post('/api/v1/mutes', body), fields({ mute_id: text }))
      print(
        options['json'] === true
          ? JSON.stringify(set)
          : `${set.mute_id} is in force until ${body.expires_at}.`,
      )
      return 0
    },
  }
}

const mutesLift: CliCommand = {
  name: 'mutes lift',
  summary: 'end a mute before its time; what it kept back is told, if it is still so',
  arguments: [{ syntax: '<mute>', summary: 'id of the mute' }],
  examples: ['decklog mutes lift 0199a3c0-0000-7000-8000-000000000004'],
  async run({ api, options, print }) {
    const path = `/api/v1/mutes/${encodeURIComponent(String(options['mute']))}/lift`
    const lifted = readAnswer(await api.post(path, {}), fields({ mute_id: text }))
    print(options['json'] === true ? JSON.stringify(lifted) : `${lifted.mute_id} is over.`)
    return 0
  },
}

/** The commands about mutes. */
export function createMuteCommands(clock: Clock): readonly CliCommand[] {
  return [mutesList, mutesSet(clock), mutesLift]
}
