import Joi from 'joi'
import { commandOf, defineRoute, type Host, inputs, type Route } from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { requireSeen } from '../require-seen.ts'
import { muteStream } from '../streams.ts'
import { muteDecider } from './mute.ts'

/** POST /api/v1/mutes/{id}/lift: its end before its time. */
export function liftMuteRoute(host: Host<NotifyConfig, NotifyEvent>): Route {
  return defineRoute<{ id: string }>({
    method: 'POST',
    path: '/api/v1/mutes/{id}/lift',
    scope: 'operate',
    summary: 'Ends a mute before its time.',
    tags: ['alarms'],
    params: Joi.object({
      id: inputs.uuid().required().description('Id of the mute.'),
    }),
    response: Joi.object({ mute_id: inputs.uuid().required() }),
    shows: ['mutes'],
    handle: async call => {
      const { id } = call.params
      const stream = muteStream(id)
      await requireSeen(host, stream, { caller: call.caller, what: 'mute' })
      const { position, revision } = await host.execute(muteDecider, {
        stream,
        command: { type: 'lift', muteId: id },
        ...commandOf(call),
      })
      return { body: { mute_id: id }, position, revision }
    },
  })
}
