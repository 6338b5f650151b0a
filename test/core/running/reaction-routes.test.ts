import t, { type Test } from 'tap'
import { createOperator, type Operator } from '../../support/operator.ts'
import { prepareReadSide, startReadSide, type ReadSide } from '../../support/read-side.ts'

const path = (what: string): string => `/api/v1/reactions/tank/${what}`

/** A plugin that has reacted up to position 90, and could not react to three events. */
async function prepare(t: Test): Promise<{ operator: Operator; side: ReadSide }> {
  const side = await startReadSide(t, await prepareReadSide(t))
  await side.database.query(
    `insert into reaction_checkpoints (plugin, position, missed) values ('tank', 90, 'may have missed'), ('pump', 80, null)`,
  )
  await side.database.query(`
    insert into parked_reactions (plugin, position, stream, revision, event_id, type, error)
    select 'tank', position, 'tank-1', position / 10, 'id ' || position, 'tank.Filled', 'no pump'
    from unnest(array[10, 20, 100]) as position
  `)
  return { operator: await createOperator(t, side), side }
}

t.test('lists how plugins react, and what they could not react to, page by page', async t => {
  const { operator } = await prepare(t)
  t.match(await operator.get('/api/v1/reactions'), {
    status: 200,
    body: {
      reactions: [
        { plugin: 'pump', position: '80', parked: 0, retrying: 0, missed: null },
        { plugin: 'tank', position: '90', parked: 3, retrying: 0, missed: 'may have missed' },
      ],
    },
  })
  t.match(await operator.get(path('parked?limit=2')), {
    status: 200,
    body: { parked: [{ position: '10', error: 'no pump' }, { position: '20' }] },
  })
  t.match(await operator.get(path('parked?after=W10')), { status: 422 })
  t.match(await operator.get(path('parked/20')), {
    status: 200,
    body: { stream: 'tank-1', revision: '2', event_id: 'id 20', type: 'tank.Filled' },
  })
  t.match(await operator.get(path('parked/21')), { status: 404 })
  t.match(await operator.get(path('parked/99999999999999999999')), { status: 422 })
  t.match(await operator.get('/api/v1/reactions/nobody/parked'), { status: 404 })
  const { code, out } = await operator.decklog('reactions', 'parked', 'tank')
  t.equal(code, 1)
  t.match(out, /^POSITION .*\n10 .* no pump\n20 .*\n100 /)
})

t.test('has one or all of them tried once more, whoever leads', async t => {
  const { operator } = await prepare(t)
  t.match(await operator.post(path('retry'), { position: '20' }), {
    status: 202,
    body: { asked: 1 },
  })
  t.match(await operator.get(path('parked')), {
    body: { parked: [{ retry_asked_at: null }, { retry_asked_at: String }, {}] },
  })
  t.match(await operator.post(path('retry')), { status: 202, body: { asked: 3 } })
  t.match(await operator.get('/api/v1/reactions'), { body: { reactions: [{}, { retrying: 3 }] } })
  t.match(await operator.post(path('retry'), { position: '21' }), { status: 404 })
  t.equal(await operator.postAsReader(path('retry')), 403)
})

t.test('waits until they have been tried, and says how many are left', async t => {
  const { operator, side } = await prepare(t)
  const ended = operator.decklog('reactions', 'retry', 'tank')
  // As the leader does it: one is done, two are kept.
  const leading = setInterval(() => {
    void side.database
      .query(`delete from parked_reactions where position = 10 and retry_asked_at is not null`)
      .then(() => side.database.query('update parked_reactions set retry_asked_at = null'))
  }, 300)
  t.teardown(() => clearInterval(leading))
  t.match(await ended, { code: 1, out: '3 tried once more, 2 still set aside\n' })
})

t.test('notes that an operator knows what may have been missed', async t => {
  const { operator } = await prepare(t)
  t.match(await operator.post(path('acknowledge')), { status: 200, body: { missed: null } })
  t.match(await operator.get('/api/v1/reactions'), { body: { reactions: [{}, { missed: null }] } })
  t.match(await operator.decklog('reactions', 'acknowledge', 'tank'), { code: 0 })
  t.equal(await operator.postAsReader(path('acknowledge')), 403)
})
