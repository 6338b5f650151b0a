import Joi from 'joi'
import { commandOf, defineRoute, type Host, inputs, type Route } from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { alarmDecider } from '../raising/alarm.ts'
import { requireSeen } from '../require-seen.ts'
import { alarmStream } from '../streams.ts'
import { createHandling, type Said } from './handle.ts'

type NotifyHost = Host<NotifyConfig, NotifyEvent>

/** The routes by which people take care of alarms: any can be looked after, and said to be over. */
export function handlingRoutes(host: NotifyHost): readonly Route[] {
  const acknowledging =
    'Says that somebody looks after an alarm: it is not told again until it is worse.'
  const resolving =
    'Says that what an alarm is about is over; it is raised again when it is so again.'
  return [
    handlingRoute(host, { verb: 'acknowledge', summary: acknowledging }),
    handlingRoute(host, { verb: 'resolve', summary: resolving }),
  ]
}

function handlingRoute(
  host: NotifyHost,
  { verb, summary }: Pick<Said, 'verb'> & { readonly summary: string },
): Route {
  const handle = createHandling(host)
  return defineRoute<{ id: string }, unknown, { note: string }>({
    method: 'POST',
    path: `/api/v1/alarms/{id}/${verb}`,
    scope: 'operate',
    summary,
    tags: ['alarms'],
    params: Joi.object({ id: inputs.uuid().required().description('Id of the alarm.') }),
    payload: Joi.object({
      note: Joi.string().trim().min(1).max(1_000).required().description('What is done about it.'),
    }).required(),
    response: Joi.object({ id: inputs.uuid().required() }),
    shows: ['alarms'],
    async handle(call) {
      const { id: alarmId } = call.params
      const stream = alarmStream(alarmId)
      await requireSeen(host, stream, { caller: call.caller, what: 'alarm' })
      const { note } = call.payload
      const command = handle({ verb, alarmId, note, by: call.caller.actor })
      const request = { stream, command, ...commandOf(call) }
      const { position, revision } = await host.execute(alarmDecider, request)
      return { body: { id: alarmId }, position, revision }
    },
  })
}
