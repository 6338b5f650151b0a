import Joi from 'joi'
import {
  type Caller,
  commandOf,
  defineRoute,
  type Host,
  inputs,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
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
      await requireMute(host, id, call.caller)
      const { position, revision } = await host.execute(muteDecider, {
        stream: muteStream(id),
        command: { type: 'lift', muteId: id },
        ...commandOf(call),
      })
      return { body: { mute_id: id }, position, revision }
    },
  })
}

async function requireMute(
  host: Host<NotifyConfig, NotifyEvent>,
  id: string,
  caller: Caller,
): Promise<void> {
  for await (const event of host.read(muteStream(id), { limit: 1 })) {
    if (event.type === 'notify.MuteSet' && seesBoard(caller, event.data.boardId)) return
  }
  throw notFound('mute')
}
