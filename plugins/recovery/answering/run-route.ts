import { v5, v7 } from 'uuid'
import {
  commandOf,
  DecklogError,
  defineRoute,
  type Healable,
  type HealableSubject,
  type Host,
  inputs,
  invalidField,
  Joi,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { Policy } from '../policy.ts'
import { recoveryDecider } from '../deciding/recovery.ts'
import type { RecoveryEvent } from '../events.ts'
import { aboutOf, isFor } from '../planning/matching.ts'
import type { PolicyRow } from '../rows.ts'
import { recoveryStream } from '../streams.ts'

interface Body {
  readonly policy: string
  readonly subject: string
  readonly host?: string
  readonly how: 'done' | 'rehearsed'
  readonly note: string | null
}

type RecoveryHost = Host<RecoveryConfig, RecoveryEvent>

// A namespace of our own: RFC 9562, section 6.6.
const attempts = '8f0ad6d5-6e5e-4a2e-8f0a-2f5f2a3f9b11'

/** POST /api/v1/recoveries/run: a person wants a policy to act now. */
export function runRoute(host: RecoveryHost): Route {
  return defineRoute<unknown, unknown, Body>({
    method: 'POST',
    path: '/api/v1/recoveries/run',
    scope: 'operate',
    summary:
      'Has a policy act on a thing now, or rehearse it; one at a time, never over its limit, and never where a gate denies it.',
    tags: ['recovery'],
    payload: Joi.object({
      policy: Joi.string().max(40).required().description('Name of the policy.'),
      subject: Joi.string()
        .max(200)
        .required()
        .description('Id of the thing, or of something that ails now its name.'),
      host: Joi.string().max(255).description('Machine it is on, where a name is on several.'),
      how: Joi.valid('done', 'rehearsed')
        .default('done')
        .description('`rehearsed`: nothing is changed, and it tells what would be.'),
      note: Joi.string().trim().max(1_000).allow(null).default(null).description('Why.'),
    }).required(),
    response: Joi.object({
      recovery_id: inputs.uuid().required(),
      attempt_id: inputs.uuid().required(),
    }),
    successStatus: 202,
    shows: ['recoveries'],
    handle: async call => {
      const { payload, caller, idempotencyKey } = call
      const { how, note } = payload
      const policy = await findPolicy(host, payload.policy)
      const subject = await findSubject(healableOf(host, policy), policy, payload)
      if (!seesBoard(caller, subject.boardId)) throw notFound('subject')
      const about = aboutOf(policy.name, policy.for.kind, subject)
      const attemptId = idempotencyKey === undefined ? v7() : v5(idempotencyKey, attempts)
      const { position, revision } = await host.execute(recoveryDecider, {
        stream: recoveryStream(about.recoveryId),
        command: { type: 'ask', about, attemptId, how, note },
        ...commandOf(call),
      })
      const body = { recovery_id: about.recoveryId, attempt_id: attemptId }
      return { status: 202, body, position, revision }
    },
  })
}

/** Finds a policy that may act; DECKLOG_NOT_FOUND, or DECKLOG_REFUSED of one that is off or rests. */
async function findPolicy(host: RecoveryHost, name: string): Promise<Policy> {
  const policy = host.config.policies.find(one => one.name === name)
  if (!policy) throw notFound('policy')
  if (policy.mode === 'off') throw new DecklogError('DECKLOG_REFUSED', `${name} is off.`)
  const { rows } = await host.rows<PolicyRow>('recovery-policies', { keys: [name] })
  if (!rows[0]?.paused_at) return policy
  throw new DecklogError('DECKLOG_REFUSED', `${name} rests: ${rows[0].reason}`)
}

function healableOf(host: RecoveryHost, { for: { kind } }: Policy): Healable {
  const found = host.healables().find(one => one.kind === kind)
  if (found) return found
  throw notFound('kind')
}

async function findSubject(
  healable: Healable,
  policy: Policy,
  { subject, host }: Body,
): Promise<HealableSubject> {
  // What is no id of such a thing may be its name.
  const known = await healable.look(subject)
  const named = known
    ? [known]
    : (await healable.ailing()).filter(
        one => one.subject === subject && (host === undefined || one.host === host),
      )
  const found = named.filter(one => isFor(policy, healable.kind, one))
  const [first, ...others] = found
  if (first && others.length === 0) return first
  if (first) throw invalidField('subject', `is the name of ${found.length} things: say its id`)
  if (named.length > 0) throw invalidField('subject', `is nothing that ${policy.name} is for`)
  throw notFound('subject')
}
