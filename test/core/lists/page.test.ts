import Joi from 'joi'
import t from 'tap'
import { defineCursor } from '../../../core/lists/cursor.ts'
import { page, pageQuery, rowsQuery } from '../../../core/lists/page.ts'

const rows = ['a', 'b', 'c', 'd', 'e'].map(id => ({ id, sort: 1 }))
const cursor = defineCursor('letters', { id: 'text' })

void t.test('walks a list by its links', async t => {
  const seen: string[] = []
  let after: string | undefined
  do {
    const from = cursor.read(after)
    const rest = rows.filter(row => from === undefined || row.id > from.id)
    const query = { limit: 2, stage: 'rollout', since: new Date(0), none: undefined }
    const { items, headers } = page(cursor, rest.slice(0, 3), { query })
    seen.push(...items.map(({ id }) => id))
    const link = headers['link'] ?? ''
    after = /[?&]after=([^&>]+)/.exec(link)?.[1]
    if (after !== undefined)
      t.match(
        link,
        /^<\?limit=2&stage=rollout&since=1970-01-01T00%3A00%3A00.000Z&after=[\w-]+>; rel="next"$/,
      )
  } while (after !== undefined)
  t.same(seen, ['a', 'b', 'c', 'd', 'e'])
})

void t.test('bounds a page', async t => {
  const query = Joi.object(pageQuery)
  t.same(query.validate({}).value, { limit: 50 })
  for (const limit of [0, 201, 1.5]) t.ok(query.validate({ limit }).error, String(limit))
})

t.test(
  'keys are named with commas between them, or one at a time, two hundred at most',
  async t => {
    const schema = Joi.object(rowsQuery)
    const keysOf = (keys: unknown): unknown => schema.validate({ keys }).value.keys
    t.strictSame(keysOf('a,b'), ['a', 'b'])
    t.strictSame(keysOf(['a,b', 'c']), ['a', 'b', 'c'])
    t.equal(schema.validate({ keys: 'a,'.repeat(200).slice(0, -1) }).error, undefined)
    t.ok(schema.validate({ keys: 'a,'.repeat(200) }).error)
  },
)
