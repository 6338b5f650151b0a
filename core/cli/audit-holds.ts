import { fields, list, type Of, orNull, readAnswer, text } from './answer.ts'
import type { CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'

const hold = fields({
  ...{ id: text, streams: list(text), categories: list(text), reason: text, set_by: text },
  ...{ set_at: text, ended_by: orNull(text), ended_at: orNull(text), end_reason: orNull(text) },
})
const listed = fields({ holds: list(hold) })
const made = fields({ hold_id: text })

/** `decklog audit holds` */
const auditHolds: CoreCommand = {
  name: 'audit holds',
  summary: 'list the legal holds: of which streams nothing expires, since when, by whom and why',
  calls: 'api',
  examples: ['decklog audit holds'],
  async run({ api, options, print }) {
    const { holds } = readAnswer(await api.get('/api/v1/holds'), listed)
    if (options['json']) print(JSON.stringify({ holds }))
    else if (holds.length === 0) print('There are none.')
    else formatTable(['id', 'holds', 'set', 'by', 'why', 'ended'], holds.map(cells)).forEach(print)
    return 0
  },
}

/** `decklog audit hold` */
const auditHold: CoreCommand = {
  name: 'audit hold',
  summary: 'set a legal hold: nothing of these streams expires until it is ended',
  calls: 'api',
  options: [
    {
      syntax: '--stream <name>',
      summary: 'a stream; may be given several times',
      takes: 'many',
      field: 'streams',
    },
    {
      syntax: '--category <name>',
      summary: 'a category, all streams of which are held; may be given several times',
      takes: 'many',
      field: 'categories',
    },
    { syntax: '--reason <text>', summary: 'why; no personal data' },
  ],
  examples: [
    'decklog audit hold --category diskSample --reason "case 4711"',
    'decklog audit hold --stream diskSample-web01 --reason "case 4711"',
  ],
  async run({ api, options, lists, print }) {
    const { stream: streams = [], category: categories = [] } = lists
    const body = { streams, categories, reason: options['reason'] }
    const answer = readAnswer(await api.post('/api/v1/holds', body), made)
    print(options['json'] ? JSON.stringify(answer) : `The hold is set: ${answer.hold_id}`)
    return 0
  },
}

/** `decklog audit release-hold` */
const auditReleaseHold: CoreCommand = {
  name: 'audit release-hold',
  summary: 'end a legal hold: what it alone held expires again as it did before',
  calls: 'api',
  arguments: [{ syntax: '<id>', summary: 'id of the hold' }],
  options: [{ syntax: '--reason <text>', summary: 'why; no personal data' }],
  examples: ['decklog audit release-hold 0199a3c0-0000-7000-8000-000000000021 --reason "closed"'],
  async run({ api, options, print }) {
    const path = `/api/v1/holds/${encodeURIComponent(String(options['id']))}/end`
    const answer = readAnswer(await api.post(path, { reason: options['reason'] }), made)
    print(options['json'] ? JSON.stringify(answer) : `The hold is ended: ${answer.hold_id}`)
    return 0
  },
}

/** Commands about legal holds. */
export const holdCommands: readonly CoreCommand[] = [auditHolds, auditHold, auditReleaseHold]

function cells(one: Of<typeof hold>): readonly string[] {
  const held = [...one.streams, ...one.categories.map(category => `${category}-*`)].join(' ')
  const ended = one.ended_at === null ? '' : `${one.ended_at} by ${one.ended_by}: ${one.end_reason}`
  return [one.id, held, one.set_at, one.set_by, one.reason, ended]
}
