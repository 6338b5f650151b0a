import Joi from 'joi'
import {
  defineRoute,
  inputs,
  notFound,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
} from '../../core/plugin-api.ts'
import { getLastKnownGood, releases, type StoredRelease } from './queries.ts'
import { releaseTable } from './table.ts'

const base = {
  method: 'GET',
  scope: 'read',
  tags: ['releases'],
  shows: ['releases'],
} as const

/** The routes of `releases`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [releaseList(host), lastKnownGood(host), release(host)]
}

interface ListQuery extends PageQuery {
  readonly commit?: string
  readonly verdict?: string
}

const releaseList = (host: ReadHost): Route =>
  defineRoute<unknown, ListQuery>({
    ...base,
    path: '/api/v1/releases',
    summary: 'Lists registered releases, newest first.',
    query: Joi.object({
      ...rowsQuery,
      commit: Joi.string()
        .pattern(/^[0-9a-f]{4,64}$/)
        .description('Only releases of this commit; its first digits are enough.'),
      verdict: Joi.valid('passed', 'failed').description('Only where the newest verification did.'),
    }),
    response: releaseListSchema,
    handle: async ({ query }) => {
      const { items, headers } = await releases.page(host, query, {
        where: [
          // Of digits alone: what begins with them sorts behind them and before what goes on with a `g`.
          [`commit >= $ and commit < $ || 'g'`, query.commit],
          ['verdict = $', query.verdict],
        ],
      })
      return { body: { releases: items.map(toBody) }, headers }
    },
  })

const lastKnownGood = (host: ReadHost): Route =>
  defineRoute({
    ...base,
    path: '/api/v1/releases/last-known-good',
    summary: 'Answers the release that passed its newest verification most recently.',
    response: releaseSchema,
    handle: async () => ({
      body: toBody(known(await getLastKnownGood(host), 'release that has been verified')),
    }),
  })

const release = (host: ReadHost): Route =>
  defineRoute<{ readonly id: string }>({
    ...base,
    path: '/api/v1/releases/{id}',
    summary: 'Answers one release.',
    params: Joi.object({
      id: inputs.sha256().lowercase().required().description('Id of the release.'),
    }),
    response: releaseSchema,
    handle: async ({ params }) => ({
      body: toBody(known(await releases.find(host, params.id), 'release')),
    }),
  })

function known(found: StoredRelease | undefined, what: string): StoredRelease {
  if (found) return found
  throw notFound(what)
}

const verification = Joi.object({
  verdict: Joi.valid('passed', 'failed'),
  verification_id: Joi.string(),
  evidence_link: Joi.string(),
  finished_at: inputs.time(),
}).prefs({ presence: 'required' })

/** Schema of a release. */
const releaseSchema = releaseTable.schema.keys({
  verification: verification
    .allow(null)
    .required()
    .description('The newest; null when there was none.'),
  position: Joi.string().required().description('Of the last event about it.'),
})

/** Schema of a page of releases. */
const releaseListSchema = Joi.object({ releases: Joi.array().items(releaseSchema).required() })

/** A release as the API answers it. */
function toBody(row: StoredRelease): object {
  const { verdict, verification_id, evidence_link, checked_at, position } = row
  return {
    ...releaseTable.toBody(row),
    position,
    verification: verdict && { verdict, verification_id, evidence_link, finished_at: checked_at },
  }
}
