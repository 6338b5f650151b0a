import Joi from 'joi'
import { DecklogError } from '../../core/errors.ts'
import { decodeCursor, page, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import {
  cursorOf,
  getLastKnownGood,
  getRelease,
  listReleases,
  type ReleaseFilter,
  type StoredRelease,
} from './queries.ts'
import { releaseListSchema, releaseSchema, toBody } from './to-body.ts'

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

interface ListQuery {
  readonly limit: number
  readonly after?: string
  readonly commit?: string
  readonly verdict?: string
}

const releaseList = (host: ReadHost): Route =>
  defineRoute<unknown, ListQuery>({
    ...base,
    path: '/api/v1/releases',
    summary: 'Lists registered releases, newest first.',
    query: Joi.object({
      ...pageQuery,
      commit: Joi.string()
        .pattern(/^[0-9a-f]{4,64}$/)
        .description('Only releases of this commit; its first digits are enough.'),
      verdict: Joi.valid('passed', 'failed').description('Only where the newest verification did.'),
    }),
    response: releaseListSchema,
    handle: async ({ query }) => {
      const releases = await listReleases(host, { ...query, after: afterOf(query.after) })
      const { items, headers } = page(releases, { ...query }, cursorOf)
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
      body: toBody(known(await getLastKnownGood(host), 'No release has been verified.')),
    }),
  })

const release = (host: ReadHost): Route =>
  defineRoute<{ readonly id: string }>({
    ...base,
    path: '/api/v1/releases/{id}',
    summary: 'Answers one release.',
    params: Joi.object({
      id: Joi.string().hex().length(64).lowercase().required().description('Id of the release.'),
    }),
    response: releaseSchema,
    handle: async ({ params }) => ({
      body: toBody(known(await getRelease(host, params.id), 'No such release is registered.')),
    }),
  })

function afterOf(text: string | undefined): ReleaseFilter['after'] {
  const cursor = decodeCursor(text)
  if (!cursor) return undefined
  const registeredAt = new Date(String(cursor.sort))
  if (!Number.isNaN(registeredAt.getTime())) return { registeredAt, id: cursor.id }
  throw new DecklogError('DECKLOG_VALIDATION', 'The cursor is none of this list.', {
    fields: [{ field: 'after', message: 'is not a cursor of this list' }],
  })
}

function known(found: StoredRelease | undefined, otherwise: string): StoredRelease {
  if (found) return found
  throw new DecklogError('DECKLOG_NOT_FOUND', otherwise)
}
