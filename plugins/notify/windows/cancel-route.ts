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
import { windowStream } from '../streams.ts'
import { windowDecider } from './window.ts'

/** POST /api/v1/windows/{id}/cancel: its end before its time. */
export function cancelWindowRoute(host: Host<NotifyConfig, NotifyEvent>): Route {
  return defineRoute<{ id: string }>({
    method: 'POST',
    path: '/api/v1/windows/{id}/cancel',
    scope: 'operate',
    summary: 'Ends a maintenance window before its time, for good.',
    tags: ['alarms'],
    params: Joi.object({ id: inputs.uuid().required().description('Id of the window.') }),
    response: Joi.object({ window_id: inputs.uuid().required() }),
    shows: ['windows'],
    handle: async call => {
      const { id } = call.params
      await requireWindow(host, id, call.caller)
      const { position, revision } = await host.execute(windowDecider, {
        stream: windowStream(id),
        command: { type: 'cancel', windowId: id },
        ...commandOf(call),
      })
      return { body: { window_id: id }, position, revision }
    },
  })
}

async function requireWindow(
  host: Host<NotifyConfig, NotifyEvent>,
  id: string,
  caller: Caller,
): Promise<void> {
  for await (const event of host.read(windowStream(id), { limit: 1 })) {
    if (event.type === 'notify.WindowPlanned' && seesBoard(caller, event.data.boardId)) return
  }
  throw notFound('window')
}
