import Joi from 'joi'
import { commandOf, defineRoute, type Host, inputs, type Route } from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { requireSeen } from '../require-seen.ts'
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
      const stream = windowStream(id)
      await requireSeen(host, stream, { caller: call.caller, what: 'window' })
      const { position, revision } = await host.execute(windowDecider, {
        stream,
        command: { type: 'cancel', windowId: id },
        ...commandOf(call),
      })
      return { body: { window_id: id }, position, revision }
    },
  })
}
