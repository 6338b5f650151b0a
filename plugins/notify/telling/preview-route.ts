import Joi from 'joi'
import {
  defineRoute,
  type Host,
  inputs,
  invalidField,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import { type Recipient, recipientsOf } from '../channels/channels.ts'
import type { NoticeToTell } from '../channels/compose-message.ts'
import type { NotifyConfig } from '../config.ts'
import { type NotifyEvent, withholdReasons } from '../events.ts'
import { createRouting } from '../routing/routing.ts'
import type { AlarmRow } from '../rows.ts'
import { readSilencing, type Silencing } from '../silencing/silencing.ts'
import { stormOf } from './incidents-at.ts'
import { messageTo } from './message-to.ts'
import { createWhyNot } from './withholding.ts'

type NotifyHost = Host<NotifyConfig, NotifyEvent>

const preview = Joi.object({
  channel: Joi.string().required(),
  type: Joi.string().required().description('`slack`, `email`, …'),
  told: Joi.valid('at_once', 'later', 'not_told')
    .required()
    .description(
      'Whether such an alarm is told there; `later`: while nobody looks after it, and `after_seconds` says when.',
    ),
  after_seconds: Joi.number().integer().allow(null).required(),
  kept_for: Joi.valid(...withholdReasons, null)
    .required()
    .description('What would keep it back now; null: nothing.'),
  message: Joi.string().required().description('What it would be sent, without secrets.'),
})

/** GET /api/v1/alarms/{id}/preview: how each channel would tell an alarm. */
export function previewRoute(host: NotifyHost): Route {
  return defineRoute<{ id: string }, { channel?: string }>({
    method: 'GET',
    path: '/api/v1/alarms/{id}/preview',
    scope: 'read',
    summary: 'Answers how an alarm, as it stands, would be told on each channel; nothing is sent.',
    tags: ['alarms'],
    params: Joi.object({ id: inputs.uuid().required().description('Id of the alarm.') }),
    query: Joi.object({ channel: Joi.string().max(40).description('Only on this one.') }),
    response: Joi.object({ previews: Joi.array().items(preview).required() }),
    async handle({ params: { id }, query, caller }) {
      const [{ rows }, silencing] = await Promise.all([
        host.rows<AlarmRow>('alarms', { keys: [id] }),
        readSilencing(host),
      ])
      const [alarm] = rows
      if (!alarm || !seesBoard(caller, alarm.board_id)) throw notFound('alarm')
      const previews = chosen(host, query.channel).map(async recipient => ({
        ...{ channel: recipient.name, type: recipient.channel.type },
        ...whenTold(host, recipient, alarm),
        kept_for: keptFor(host, recipient, { alarm, silencing }),
        message: await shown(host, recipient, alarm),
      }))
      return { body: { previews: await Promise.all(previews) } }
    },
  })
}

async function shown(host: NotifyHost, recipient: Recipient, alarm: AlarmRow): Promise<string> {
  const { name, channel } = recipient
  const notices = [noticeOf(alarm)]
  const key = channel.incidents && (await stormOf(host, name, alarm))
  const incidents = key === undefined ? key : [{ key, change: 'trigger' as const, notices }]
  return channel.preview(messageTo(host, name, { notices, incidents }))
}

function chosen(host: NotifyHost, name: string | undefined): readonly Recipient[] {
  const all = recipientsOf(host.config, host)
  const found = name === undefined ? all : all.filter(one => one.name === name)
  if (found.length > 0 || name === undefined) return found
  throw invalidField('channel', `is none of ${all.map(one => one.name).join(', ') || 'none'}`)
}

function whenTold({ config }: NotifyHost, { name }: Recipient, alarm: AlarmRow) {
  const { kind, board_id: boardId, severity, labels } = alarm
  const { choose, later } = createRouting(config)
  const routable = { kind, boardId, severity, labels }
  if (choose(routable).includes(name)) return { told: 'at_once', after_seconds: 0 }
  const step = later(routable).find(({ receiver }) => receiver === name)
  return step
    ? { told: 'later', after_seconds: step.afterMs / 1_000 }
    : { told: 'not_told', after_seconds: null }
}

function keptFor(
  { clock }: NotifyHost,
  recipient: Recipient,
  { alarm, silencing }: { readonly alarm: AlarmRow; readonly silencing: Silencing },
) {
  return createWhyNot(recipient, { now: clock.now(), silencing })(alarm)?.reason ?? null
}

/** An alarm as the notice that would tell it. */
function noticeOf(alarm: AlarmRow): NoticeToTell {
  const { event_id: notice_id, state: alarm_state, changed_at: at } = alarm
  const raised_since = alarm_state === 'raised' ? alarm.raised_since : null
  return { ...alarm, notice_id, alarm_state, at, raised_since, reminder: null }
}
