import {
  type Caller,
  commandOf,
  DecklogError,
  defineRoute,
  type Host,
  inputs,
  Joi,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import { recoveryDecider } from '../deciding/recovery.ts'
import type { RecoveryEvent } from '../events.ts'
import { aboutRow, type RecoveryRow } from '../rows.ts'
import { recoveryStream } from '../streams.ts'

type RecoveryHost = Host<RecoveryConfig, RecoveryEvent>

const note = Joi.string()
  .trim()
  .max(1_000)
  .empty(['', null])
  .default(null)
  .description('What is said about it.')
const base = {
  method: 'POST',
  tags: ['recovery'],
  params: Joi.object({ id: inputs.uuid().required().description('Id of the recovery.') }),
  response: Joi.object({ recovery_id: inputs.uuid().required() }),
  shows: ['recoveries'],
} as const

interface ApproveBody {
  readonly attempt_id?: string
  readonly digest: string
  readonly note: string | null
}

/** POST /api/v1/recoveries/{id}/approve: a person approves that very action. */
export function approveRoute(host: RecoveryHost): Route {
  return defineRoute<{ id: string }, unknown, ApproveBody>({
    ...base,
    path: '/api/v1/recoveries/{id}/approve',
    scope: 'approve',
    summary: 'Approves a suggested action: the one of this attempt and this digest, and no other.',
    payload: Joi.object({
      attempt_id: inputs
        .uuid()
        .description('The attempt that was suggested; default: the one that is.'),
      digest: inputs.sha256().required().description('Digest of the action that was shown.'),
      note,
    }).required(),
    handle: async call => {
      const { params, payload, caller } = call
      requirePerson(caller)
      const row = await findRow(host, params.id, caller)
      const about = aboutRow(row)
      const { attempt_id: attemptId = suggestedOf(row), digest } = payload
      const { position, revision } = await host.execute(recoveryDecider, {
        stream: recoveryStream(about.recoveryId),
        command: { type: 'approve', about, attemptId, digest, note: payload.note },
        ...commandOf(call),
      })
      return { body: { recovery_id: about.recoveryId }, position, revision }
    },
  })
}

/** POST /api/v1/recoveries/{id}/resume: what was given up may be tried again. */
export function resumeRoute(host: RecoveryHost): Route {
  return defineRoute<{ id: string }, unknown, { note: string | null }>({
    ...base,
    path: '/api/v1/recoveries/{id}/resume',
    scope: 'operate',
    summary: 'Has a policy try again what it had given up, with all its attempts before it.',
    payload: Joi.object({ note }).required(),
    handle: async call => {
      const about = aboutRow(await findRow(host, call.params.id, call.caller))
      const { position, revision } = await host.execute(recoveryDecider, {
        stream: recoveryStream(about.recoveryId),
        command: { type: 'resume', about, note: call.payload.note },
        ...commandOf(call),
      })
      return { body: { recovery_id: about.recoveryId }, position, revision }
    },
  })
}

// Whatever scope a token has: what acts by itself is let act by a person.
function requirePerson({ actor }: Caller): void {
  if (actor.kind === 'person') return
  const message = 'A person approves: a service says for whom, by Decklog-On-Behalf-Of.'
  throw new DecklogError('DECKLOG_FORBIDDEN', message)
}

async function findRow(host: RecoveryHost, id: string, caller: Caller): Promise<RecoveryRow> {
  const { rows } = await host.rows<RecoveryRow>('recoveries', { keys: [id] })
  const [row] = rows
  if (!row || !seesBoard(caller, row.board_id)) throw notFound('recovery')
  return row
}

function suggestedOf({ state: { wish } }: Pick<RecoveryRow, 'state'>): string {
  if (wish?.from === 'suggestion') return wish.attemptId
  throw new DecklogError('DECKLOG_REFUSED', 'Nothing waits for approval.')
}
