import t from 'tap'
import { defineCursor } from '../../../core/lists/cursor.ts'

const runs = defineCursor('runs', { created_at: 'timestamptz', id: 'uuid' })
const events = defineCursor('events', { position: 'bigint' })
const disks = defineCursor('disks', { host: 'text', mount: 'text' })
const id = '0b2f6d5e-8c1a-4e7b-9f3d-2a6c5e4b1d70'
const run = { created_at: new Date('2026-11-30T12:00:00.123Z'), id }
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const refused = { code: 'DECKLOG_VALIDATION', fields: [{ field: 'after' }] }

void t.test('knows the first page', async t => {
  t.equal(runs.read(undefined), undefined)
})

void t.test('reads what it wrote, however the row came from the database', async t => {
  t.strictSame(runs.read(runs.write(run)), run)
  for (const position of [7n, 7, '7'])
    t.strictSame(events.read(events.write({ position })), { position: 7n })
  const place = { host: 'wëb-01', mount: `/${'ü'.repeat(1_000)}` }
  t.strictSame(disks.read(disks.write(place)), place)
})

void t.test('refuses the cursor of another list, another order, another owner', async t => {
  const cursor = runs.write(run)
  const others = [
    defineCursor('stages', { created_at: 'timestamptz', id: 'uuid' }),
    defineCursor('runs', { updated_at: 'timestamptz', id: 'uuid' }),
    defineCursor('runs', { created_at: 'timestamptz' }),
    events,
  ]
  for (const other of others) t.throws(() => other.read(cursor), refused)
  t.throws(() => runs.read(runs.write(run, 'board a'), 'board b'), refused)
  t.throws(() => runs.read(runs.write(run, 'board a')), refused)
})

void t.test('refuses what was forged, is out of range or of another type', async t => {
  const tag = 'runs created_at id '
  const at = '2026-11-30T12:00:00.123Z'
  for (const values of [
    [],
    [tag],
    [tag, at],
    [tag, at, id, 'more'],
    [tag, 'yesterday', id],
    [tag, '+275760-09-13T00:00:00.000Z', id],
    [tag, '2026-13-30T12:00:00.123Z', id],
    [tag, Date.parse(at), id],
    [tag, null, id],
    [tag, at, `${id}'`],
    [tag, at, '*'],
  ])
    t.throws(() => runs.read(encode(values)), refused, JSON.stringify(values))
  for (const position of ['-1', '1e3', '9223372036854775807', '9'.repeat(40), '', ' 7'])
    t.throws(() => events.read(encode(['events position ', position])), refused, position)
  for (const mount of ['/a\0b', '/\ud800'])
    t.throws(() => disks.read(encode(['disks host mount ', 'web-01', mount])), refused)
  for (const text of ['', '*', 'bm9uZQ', 'x'.repeat(20_000), encode({}), encode(null)])
    t.throws(() => runs.read(text), refused, text.slice(0, 20))
})

void t.test('never names a page that it would refuse', async t => {
  t.throws(() => runs.write({ ...run, created_at: null }), TypeError)
  t.throws(() => events.write({}), TypeError)
})
