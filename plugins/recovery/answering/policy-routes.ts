import {
  type Caller,
  commandOf,
  DecklogError,
  defineRoute,
  type Host,
  invalidField,
  Joi,
  notFound,
  type Route,
} from '../../../core/plugin-api.ts'
import { type RecoveryConfig } from '../config.ts'
import { type Policy, policyModes } from '../policy.ts'
import type { RecoveryEvent } from '../events.ts'
import { pauseDecider } from '../pausing/pause.ts'
import { planOf } from '../planning/matching.ts'
import { policyTable, type PolicyRow } from '../rows.ts'
import { policyStream } from '../streams.ts'

type RecoveryHost = Host<RecoveryConfig, RecoveryEvent>

const time = Joi.string().isoDate().allow(null).required()
const shown = Joi.object({
  policy: policyTable.schema.extract('policy').required(),
  mode: Joi.valid(...policyModes).required(),
  for: Joi.object().unknown().required().description('What it is for, as it is configured.'),
  action: Joi.string().required().description('What it does, without its secrets.'),
  node: Joi.string().allow(null).required().description('Where; null: where the thing is.'),
  paused_at: time.description('Since when it rests.'),
  paused_by: Joi.string().allow(null).required().description('Who had it rest.'),
  paused_until: time.description('When it goes on by itself.'),
  paused_reason: Joi.string().allow(null).required().description('Why it rests.'),
})

/** The routes about policies: how they are configured and whether they rest; and what has one rest or go on. */
export function policyRoutes(host: RecoveryHost): readonly Route[] {
  return [listRoute(host), pauseRoute(host), resumeRoute(host)]
}

function listRoute(host: RecoveryHost): Route {
  return defineRoute({
    method: 'GET',
    path: '/api/v1/recovery-policies',
    scope: 'read',
    summary: 'Lists the policies of healing, as they are configured, and which of them rest.',
    tags: ['recovery'],
    response: Joi.object({ policies: Joi.array().items(shown).required() }),
    shows: ['recovery-policies'],
    handle: async () => {
      const { rows } = await host.all<PolicyRow>('recovery-policies')
      const resting = new Map(rows.map(row => [row.policy, row]))
      const policies = host.config.policies.map(one => toBody(one, resting.get(one.name)))
      return { body: { policies } }
    },
  })
}

function toBody(policy: Policy, row: PolicyRow | undefined): object {
  const { name, mode, for: what, node = null } = policy
  return {
    ...{ policy: name, mode, for: what, node },
    action: planOf(policy, { host: '' })?.action.says ?? '',
    ...{ paused_at: row?.paused_at ?? null, paused_by: row?.paused_by ?? null },
    ...{ paused_until: row?.until ?? null, paused_reason: row?.reason ?? null },
  }
}

interface PauseBody {
  readonly reason: string
  readonly until: Date | null
}

const base = {
  method: 'POST',
  scope: 'operate',
  tags: ['recovery'],
  params: Joi.object({
    policy: Joi.string().max(40).required().description('Name of the policy.'),
  }),
  response: Joi.object({ policy: Joi.string().required() }),
  shows: ['recovery-policies'],
} as const

function pauseRoute(host: RecoveryHost): Route {
  return defineRoute<{ policy: string }, unknown, PauseBody>({
    ...base,
    path: '/api/v1/recovery-policies/{policy}/pause',
    summary: 'Has a policy rest, until a time or until it is resumed; what it has begun ends.',
    payload: Joi.object({
      reason: Joi.string().trim().min(1).max(1_000).required().description('Why.'),
      until: Joi.date().iso().allow(null).default(null).description('When it goes on by itself.'),
    }).required(),
    handle: async call => {
      const policy = requirePolicy(host, call.params.policy, call.caller)
      const { reason, until } = call.payload
      if (until !== null && until <= host.clock.now()) throw invalidField('until', 'must lie ahead')
      const { position, revision } = await host.execute(pauseDecider, {
        stream: policyStream(policy),
        command: { type: 'pause', policy, reason, until },
        ...commandOf(call),
      })
      return { body: { policy }, position, revision }
    },
  })
}

function resumeRoute(host: RecoveryHost): Route {
  return defineRoute<{ policy: string }>({
    ...base,
    path: '/api/v1/recovery-policies/{policy}/resume',
    summary: 'Has a policy that rests go on.',
    handle: async call => {
      const policy = requirePolicy(host, call.params.policy, call.caller)
      const { position, revision } = await host.execute(pauseDecider, {
        stream: policyStream(policy),
        command: { type: 'resume', policy },
        ...commandOf(call),
      })
      return { body: { policy }, position, revision }
    },
  })
}

/** A policy is for things of all boards: whoever is limited to some does not stop it for the others. */
function requirePolicy({ config }: RecoveryHost, name: string, { boards }: Caller): string {
  if (!config.policies.some(one => one.name === name)) throw notFound('policy')
  if (boards === null) return name
  throw new DecklogError('DECKLOG_FORBIDDEN', 'This token is limited to boards.')
}
