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
import type { Channel } from '../channels/channel.ts'
import { recipientsOf } from '../channels/channels.ts'
import { composeMessage, type NoticeToTell } from '../channels/compose-message.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { AlarmRow } from '../rows.ts'

const preview = Joi.object({
  channel: Joi.string().required(),
  type: Joi.string().required().description('`slack`, `email`, …'),
  message: Joi.string().required().description('What it would be sent, without secrets.'),
})

/** GET /api/v1/alarms/{id}/preview: how each channel would tell an alarm. */
export function previewRoute(host: Host<NotifyConfig, NotifyEvent>): Route {
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
      const { rows } = await host.rows<AlarmRow>('alarms', { keys: [id] })
      const [alarm] = rows
      if (!alarm || !seesBoard(caller, alarm.board_id)) throw notFound('alarm')
      const message = composeMessage([noticeOf(alarm)], {
        ...{ id: alarm.event_id, node: host.machine.name, at: host.clock.now(), repeat: 'no' },
        consoleUrl: host.config.consoleUrl,
      })
      const previews = chosen(host, query.channel).map(({ name, type, preview: show }) => ({
        ...{ channel: name, type, message: show(message) },
      }))
      return { body: { previews } }
    },
  })
}

function chosen(
  host: Host<NotifyConfig, NotifyEvent>,
  name: string | undefined,
): readonly Channel[] {
  const channels = recipientsOf(host.config, host).map(({ channel }) => channel)
  const found = name === undefined ? channels : channels.filter(one => one.name === name)
  if (found.length > 0 || name === undefined) return found
  throw invalidField('channel', `is none of ${channels.map(one => one.name).join(', ') || 'none'}`)
}

function noticeOf(alarm: AlarmRow): NoticeToTell {
  const { event_id: notice_id, state: alarm_state, changed_at: at } = alarm
  return { ...alarm, notice_id, alarm_state, at, reminder: null }
}
