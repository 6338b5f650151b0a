import Joi from 'joi'
import { v5, v7 } from 'uuid'
import {
  commandOf,
  type DecklogError,
  defineRoute,
  type Host,
  inputs,
  invalidField,
  type Route,
} from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { muteStream } from '../streams.ts'
import { kindsOf } from '../kinds.ts'
import { requireBoard } from '../require-seen.ts'
import { muteDecider } from './mute.ts'

interface Body {
  readonly kind: string | null
  readonly board_id: string | null
  readonly alarm_id: string | null
  readonly reason: string
  readonly expires_at: Date
}

// A namespace of our own: RFC 9562, section 6.6.
const mutes = '1f1b4f0a-6a55-4d9b-9d0f-64a0c4d7e5b3'

/** POST /api/v1/mutes: silence for a while. */
export function setMuteRoute(host: Host<NotifyConfig, NotifyEvent>): Route {
  return defineRoute<unknown, unknown, Body>({
    method: 'POST',
    path: '/api/v1/mutes',
    scope: 'operate',
    summary: 'Mutes alarms until a time; what happens meanwhile is recorded all the same.',
    tags: ['alarms'],
    payload: Joi.object({
      kind: Joi.valid(...kindsOf(host.alarms), null)
        .default(null)
        .description('Only alarms of this kind.'),
      board_id: inputs.uuid().allow(null).default(null).description('Only of this board.'),
      alarm_id: inputs.uuid().allow(null).default(null).description('Only this alarm.'),
      reason: Joi.string().trim().min(1).max(1_000).required().description('Why.'),
      expires_at: Joi.date().iso().required().description('When it ends by itself.'),
    }).required(),
    response: Joi.object({ mute_id: inputs.uuid().required() }),
    successStatus: 201,
    shows: ['mutes'],
    handle: async call => {
      const { payload, caller, idempotencyKey } = call
      const { kind, board_id: boardId, alarm_id: alarmId, reason, expires_at: expiresAt } = payload
      requireBoard(caller, boardId)
      if (expiresAt <= host.clock.now()) throw past()
      const muteId = idempotencyKey === undefined ? v7() : v5(idempotencyKey, mutes)
      const scope = { kind, boardId, alarmId }
      const { position, revision } = await host.execute(muteDecider, {
        stream: muteStream(muteId),
        command: { type: 'set', muteId, scope, reason, expiresAt },
        ...commandOf(call),
      })
      return { status: 201, body: { mute_id: muteId }, position, revision }
    },
  })
}

function past(): DecklogError {
  return invalidField('expires_at', 'must lie ahead')
}
