import {
  DecklogError,
  defineList,
  defineRoute,
  Joi,
  pageQuery,
  type PageQuery,
  type ReadHost,
  type Route,
} from '../../core/plugin-api.ts'
import { exceptionKinds, exceptionTable, type ExceptionRow } from './table.ts'

interface ListQuery extends PageQuery {
  readonly kind?: string
  readonly since?: Date
  readonly until?: Date
}

/** Exceptions, the oldest first, as they were recorded. */
const exceptions = defineList<ExceptionRow>()({
  of: 'exceptions',
  by: { recorded_at: 'timestamptz', exception_id: 'text' },
  direction: 'ascending',
})

/** The route of `exceptions`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<unknown, ListQuery>({
      method: 'GET',
      path: '/api/v1/audit/exceptions',
      scope: 'audit',
      summary:
        'Lists what departed from the rules, and what was approved by whom, in the order in which it was recorded.',
      tags: ['audit'],
      query: Joi.object({
        ...pageQuery,
        kind: Joi.valid(...Object.keys(exceptionKinds)).description('Only those of this kind.'),
        since: Joi.date().iso().description('Recorded at this time or later.'),
        until: Joi.date().iso().description('Recorded before this time.'),
      }),
      response: Joi.object({
        exceptions: Joi.array().items(exceptionTable.schema).required(),
        cursor: Joi.string()
          .allow(null)
          .required()
          .description('Goes on after this page as `after`; null: there is no more.'),
      }),
      shows: ['exceptions'],
      async handle({ query, caller }) {
        if (caller.boards !== null) throw limitedToBoards()
        const { items, headers } = await exceptions.page(host, query, {
          where: [
            'happened',
            ['kind = $', query.kind],
            ['recorded_at >= $', query.since],
            ['recorded_at < $', query.until],
          ],
        })
        const last = headers['link'] === undefined ? undefined : items.at(-1)
        const cursor = last ? exceptions.cursor.write(last) : null
        const told = items.map(row => exceptionTable.toBody(row))
        return { body: { exceptions: told, cursor }, headers }
      },
    }),
  ]
}

function limitedToBoards(): DecklogError {
  const message =
    'Exceptions are those of every board; a token that is limited to boards cannot list them.'
  return new DecklogError('DECKLOG_FORBIDDEN', message)
}
