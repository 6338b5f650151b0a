import {
  defineList,
  defineRoute,
  inputs,
  Joi,
  type PageQuery,
  type ReadHost,
  type Route,
  rowsQuery,
} from '../../core/plugin-api.ts'
import { attemptTable, type AttemptRow, outcomes } from '../../plugins/recovery/rows.ts'

interface ListQuery extends PageQuery {
  readonly recovery_id?: string
  readonly policy?: string
  readonly outcome?: string
}

/** Attempts, the newest first. */
const attempts = defineList<AttemptRow>()({
  of: 'recovery-attempts',
  by: { requested_at: 'timestamptz', attempt_id: 'uuid' },
  direction: 'descending',
})

/** The routes of `recovery-attempts`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [list(host), rates(host)]
}

const list = (host: ReadHost): Route =>
  defineRoute<unknown, ListQuery>({
    method: 'GET',
    path: '/api/v1/recovery-attempts',
    scope: 'read',
    summary: 'Lists attempts to heal something, the newest first.',
    tags: ['recovery'],
    query: Joi.object({
      ...rowsQuery,
      recovery_id: inputs.uuid().description('Only those of this policy and thing.'),
      policy: Joi.string().max(40).description('Only those of this policy.'),
      outcome: Joi.valid(...outcomes).description('Only those that stand, or ended, so.'),
    }),
    response: Joi.object({ attempts: Joi.array().items(attemptTable.schema).required() }),
    shows: ['recovery-attempts'],
    handle: async ({ query, caller: { boards } }) => {
      const { items, headers } = await attempts.page(host, query, {
        where: [
          ['recovery_id = $::uuid', query.recovery_id],
          ['policy = $', query.policy],
          ['outcome = $', query.outcome],
        ],
        boards,
      })
      return { body: { attempts: items.map(row => attemptTable.toBody(row)) }, headers }
    },
  })

const count = (description: string): Joi.Schema =>
  Joi.number().integer().min(0).required().description(description)
const rate = Joi.object({
  policy: Joi.string().required().description('Name of the policy.'),
  attempts: count('Attempts that were made; rehearsals, and what nobody took up, are none.'),
  verified: count('So many were seen to have helped.'),
  unverified: count('So many were not.'),
  abandoned: count('So many nobody told the end of.'),
  open: count('So many are not at their end.'),
  verified_percent: Joi.number()
    .min(0)
    .max(100)
    .allow(null)
    .required()
    .description('Share of those that came to an end; null: none has.'),
  median_heal_seconds: Joi.number()
    .min(0)
    .allow(null)
    .required()
    .description('From the request to the first good reading, of those that helped.'),
})

interface RateRow {
  readonly policy: string
  readonly attempts: number
  readonly verified: number
  readonly unverified: number
  readonly abandoned: number
  readonly open: number
  readonly median_heal_seconds: number | null
}

const usualDays = 90

const rates = (host: ReadHost): Route =>
  defineRoute<unknown, { days?: number }>({
    method: 'GET',
    path: '/api/v1/recovery-rates',
    scope: 'read',
    summary: 'Says of each policy how often it was seen to help, and how soon.',
    tags: ['recovery'],
    query: Joi.object({
      days: Joi.number()
        .integer()
        .min(1)
        .max(3_660)
        .default(usualDays)
        .description('How many days back it looks.'),
    }),
    response: Joi.object({ rates: Joi.array().items(rate).required() }),
    shows: ['recovery-attempts'],
    handle: async ({ query: { days = usualDays }, caller: { boards } }) => {
      const since = new Date(host.clock.now().getTime() - days * 86_400_000)
      const rows = await readRates(host, since, boards)
      return { body: { rates: rows.map(toRate) } }
    },
  })

function readRates(
  host: ReadHost,
  since: Date,
  boards: readonly string[] | null,
): Promise<readonly RateRow[]> {
  return host.query<RateRow>(
    `
      select policy,
        count(*)::integer as attempts,
        count(*) filter (where outcome = 'verified')::integer as verified,
        count(*) filter (where outcome = 'unverified')::integer as unverified,
        count(*) filter (where outcome = 'abandoned')::integer as abandoned,
        count(*) filter (where ended_at is null)::integer as open,
        percentile_cont(0.5) within group (order by heal_seconds)
          filter (where outcome = 'verified') as median_heal_seconds
      from ${host.view('recovery-attempts')}
      where requested_at >= $1 and how = 'done' and outcome <> 'withdrawn'
        and ($2::text[] is null or board_id::text = any($2))
      group by policy
      order by policy
    `,
    [since, boards],
  )
}

function toRate(row: RateRow): object {
  const ended = row.verified + row.unverified + row.abandoned
  return { ...row, verified_percent: ended === 0 ? null : (100 * row.verified) / ended }
}
