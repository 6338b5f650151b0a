import t from 'tap'
import { createDatabase } from '../../postgres/database.ts'
import { OftenPrepared } from '../../postgres/prepared.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { silentLog as log } from '../support/silent-log.ts'

t.test('prepares what comes often, and what does not is sent as it is', async t => {
  const often = new OftenPrepared()
  const names = Array.from({ length: 4 }, () => often.of('select 1', []).name)
  t.strictSame(
    names.map(name => typeof name),
    ['undefined', 'undefined', 'string', 'string'],
  )
  t.equal(names[2], names[3])
  t.equal(often.of('select 2', []).name, undefined)
})

t.test('keeps so many statements at most, and none that is very long', async t => {
  const often = new OftenPrepared()
  const named = (text: string): boolean => {
    for (let n = 0; n < 5; n += 1) often.of(text, [])
    return often.of(text, []).name !== undefined
  }
  t.notOk(named(`select '${'x'.repeat(9_000)}'`))
  const prepared = Array.from({ length: 200 }, (_, n) => named(`select ${n}`))
  t.equal(prepared.filter(Boolean).length, 128)
  t.ok(often.of('select 0', []).name, 'the first keep their place')
})

t.test('answers from a view that was made anew beneath a prepared statement', async t => {
  const database = createDatabase(await createTestDatabase(t), {
    ...{ log, applicationName: 'test', maxConnections: 1 },
  })
  t.teardown(() => database.close())
  const look = () => database.query('select * from seen where a = $1', [1])
  await database.query('create view seen as select 1 as a')
  for (let n = 0; n < 5; n += 1) t.strictSame(await look(), [{ a: 1 }])
  await database.query('drop view seen')
  await database.query("create view seen as select 1 as a, 'more' as b")
  t.strictSame(await look(), [{ a: 1, b: 'more' }])
  t.strictSame(await look(), [{ a: 1, b: 'more' }])
})
