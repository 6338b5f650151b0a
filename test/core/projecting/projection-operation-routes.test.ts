import t, { type Test } from 'tap'
import { mended } from '../../support/mended-probe.ts'
import { createOperator, type Operator } from '../../support/operator.ts'
import {
  prepareReadSide,
  startReadSide,
  waitLive,
  type Ground,
  type ReadSide,
} from '../../support/read-side.ts'
import { until } from '../../support/until.ts'

interface Stage {
  readonly ground: Ground
  readonly side: ReadSide
  readonly operator: Operator
  readonly name: string
  /** Path of what can be done about the projection. */
  path(what: string): string
}

async function prepare(t: Test): Promise<Stage> {
  const ground = await prepareReadSide(t)
  return open(t, ground)
}

async function open(t: Test, ground: Ground): Promise<Stage> {
  const side = await startReadSide(t, ground)
  const operator = await createOperator(t, side)
  const { name } = ground.probe.projection
  return { ground, side, operator, name, path: what => `/api/v1/projections/${name}/${what}` }
}

t.test('lists what is set aside, page by page', async t => {
  const { side, ground, operator, name, path } = await prepare(t)
  await side.measure('a', [-1, 2])
  await side.measure('b', [-1])
  await waitLive(side, ground)
  t.match(await operator.get(path('parked')), {
    status: 200,
    body: {
      parked: [
        { key: 'a', error: 'a reading below zero', stream: ground.probe.streamOf('a') },
        { key: 'a', error: null, revision: '1' },
        { key: 'b', type: ground.probe.type },
      ],
    },
  })
  t.match(await operator.get(path('parked?limit=2')), { body: { parked: { length: 2 } } })
  const { code, out } = await operator.decklog('projections', 'parked', name)
  t.equal(code, 1)
  t.match(out, /^KEY .*\na .* a reading below zero\na .* waits behind the one before\nb /)
})

t.test('retries what is set aside after a mend, and says what is left', async t => {
  const { side, ground, operator, name, path } = await prepare(t)
  await side.measure('a', [1, -1, 2])
  await waitLive(side, ground)
  t.match(await operator.post(path('retry')), { body: { applied: 0, parked: 2, next: null } })
  const still = await operator.decklog('projections', 'retry', name)
  t.strictSame(still, { code: 1, out: '0 applied, 2 still set aside\n', err: '' })
  await side.stop()
  const after = await open(t, { ...ground, probe: mended(ground.probe) })
  const { code, out } = await after.operator.decklog('projections', 'retry', name, '--json')
  t.strictSame([code, JSON.parse(out)], [0, { applied: 2, parked: 0 }])
  t.match((await after.side.rows(name)).rows, [{ events: 3, last_revision: 2 }])
  t.equal((await after.operator.decklog('projections', 'parked', name)).code, 0)
})

t.test('goes on with a retry behind the key it came to', async t => {
  const { side, ground, name } = await prepare(t)
  await side.measure('a', [-1])
  await side.measure('b', [-1])
  await waitLive(side, ground)
  await side.stop()
  const { operator, path } = await open(t, { ...ground, probe: mended(ground.probe) })
  const rest = await operator.post(path('retry'), { after: 'a' })
  t.match(rest, { body: { applied: 1, parked: 1, next: null } })
  t.match(await operator.get(path('parked')), { body: { parked: [{ key: 'a' }] } }, name)
})

t.test('rebuilds while the old table is read', async t => {
  const { side, ground, operator, name, path } = await prepare(t)
  await side.measure('a', [1, 2])
  await waitLive(side, ground)
  const view = side.host.view(name)
  await side.database.query(`update ${view} set note = 'wrong'`)
  t.strictSame(await operator.post(path('rebuild')), { status: 202, body: { generation: 2 } })
  let empty = 0
  await until('the new one is read', async () => {
    const rows = await side.database.query<{ note: string | null }>(`select note from ${view}`)
    if (rows.length === 0) empty += 1
    return rows[0]?.note === null
  })
  t.equal(empty, 0, 'readers never see it empty')
  await until('it is known', () => side.board.status()[0]?.building === undefined)
  const listed = await operator.get('/api/v1/projections')
  t.match(listed, { body: { projections: [{ name, generation: 2, building: null }] } })
  const again = await operator.decklog('projections', 'rebuild', name, '--detach')
  t.match(again, { code: 0, out: /generation 3/ })
})

t.test('shows a rebuild that stopped, and keeps the old table', async t => {
  const { side, ground, operator, name, path } = await prepare(t)
  await side.measure('a', [1, -1])
  await waitLive(side, ground)
  await operator.post(path('rebuild'))
  const problem = /^DECKLOG_PLUGIN_INVALID: .* a reading below zero$/
  await until('it stopped', async () => side.board.status()[0]?.building?.problem !== undefined)
  t.match(await operator.get('/api/v1/projections'), {
    body: { projections: [{ generation: 1, state: 'degraded', building: { problem } }] },
  })
  t.match((await side.rows(name)).rows, [{ events: 1 }])
})

t.test('verifies, and names the rows and columns that differ', async t => {
  const { side, ground, operator, name, path } = await prepare(t)
  await side.measure('a', [1, 2])
  await side.measure('b', [3])
  await waitLive(side, ground)
  const { status, body } = await operator.post(path('verify'))
  t.equal(status, 200)
  t.match([body].flat().at(-1), { kind: 'result', events: 3, rows: 2, differences: 0 })
  await side.database.query(`update ${side.host.view(name)} set note = 'x' where _key = 'b'`)
  const found = await operator.decklog('projections', 'verify', name)
  t.equal(found.code, 1)
  t.match(found.out, new RegExp(`^${name} differs from a fresh fold: .*\n  b  differs  note\n$`))
  const json = await operator.decklog('projections', 'verify', name, '--json')
  t.match(JSON.parse(json.out), {
    projections: [{ name, differences: [{ key: 'b', difference: 'differs', columns: ['note'] }] }],
  })
})

t.test('takes no revision for what has none', async t => {
  const { operator, path } = await prepare(t)
  t.match(await operator.post(path('retry'), {}, { 'if-match': '"1"' }), {
    status: 412,
    body: { code: 'DECKLOG_PRECONDITION_FAILED' },
  })
})

t.test('refuses what is not there and who may not', async t => {
  const { operator, path } = await prepare(t)
  for (const what of ['retry', 'rebuild', 'verify']) {
    t.equal(await operator.postAsReader(path(what)), 403)
    const answer = await operator.post(`/api/v1/projections/nobody/${what}`)
    t.match(answer, { status: 404, body: { code: 'DECKLOG_PROJECTION_UNKNOWN' } })
  }
  t.match(await operator.get('/api/v1/projections/nobody/parked'), { status: 404 })
  const { code, err } = await operator.decklog('projections', 'verify', 'nobody')
  t.equal(code, 2)
  t.match(err, 'DECKLOG_PROJECTION_UNKNOWN')
})
