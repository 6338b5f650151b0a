import t from 'tap'
import type { PgType } from '../../../core/projection.ts'
import { encodeColumn, encodeValue } from '../../../core/readmodel/row-codec.ts'
import { createDatabase } from '../../../postgres/database.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { silentLog } from '../../support/silent-log.ts'

const database = createDatabase(await createTestDatabase(t), {
  log: silentLog,
  applicationName: 'row-codec',
})
t.teardown(() => database.close())

const long = 'ä€😀'.repeat(2_000)
const values: Readonly<Record<PgType, readonly unknown[]>> = {
  text: ['', 'a', long, 'quote " \\ , {NULL}', null],
  uuid: ['00000000-0000-4000-8000-00000000000a', null],
  date: ['2026-02-28', '1969-12-31', null],
  integer: [0, -1, 2 ** 31 - 1, -(2 ** 31), null],
  bigint: [0, -1, 2 ** 32, -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, null],
  'double precision': [0.1, -1e300, Infinity, -Infinity, null],
  boolean: [true, false, null],
  timestamptz: [
    new Date('2026-11-27T01:02:03.456Z'),
    new Date('1969-12-31T23:59:59.999Z'),
    new Date('0001-01-01T00:00:00.000Z'),
    new Date('9999-12-31T23:59:59.999Z'),
    null,
  ],
  jsonb: [{ a: [1, null, long] }, [], 'text', 7, null],
  json: [{ b: 1, a: [1, null, long, '\0'] }, [], 'text', 7, null],
}

for (const [type, given] of Object.entries(values) as [PgType, readonly unknown[]][])
  t.test(`keeps every ${type} as it is, in the order given`, async t => {
    const column = encodeColumn(type, [...given, undefined], () => new Error('refused'))
    const rows = await database.query<{ value: unknown }>(
      `select value from unnest($1::${type}[]) with ordinality as given (value, n) order by n`,
      [column],
    )
    t.strictSame(
      rows.map(row => row.value),
      [...given, null],
    )
  })

const refused: readonly (readonly [PgType, unknown])[] = [
  ['text', 7],
  ['text', 'nul \0'],
  ['text', 'half a pair \ud800'],
  ['integer', 2 ** 31],
  ['integer', 1.5],
  ['bigint', 2 ** 53],
  ['double precision', '1'],
  ['boolean', 0],
  ['timestamptz', '2026-11-27'],
  ['timestamptz', new Date(NaN)],
  ['jsonb', () => undefined],
]

t.test('refuses what a column cannot keep', async t => {
  for (const [type, value] of refused) {
    t.throws(() => encodeValue(type, value), { code: 'DECKLOG_PLUGIN_INVALID' })
    t.throws(
      () => encodeColumn(type, [null, value], error => new Error(`column c: ${String(error)}`)),
      /column c: .* cannot be kept in this column/,
    )
  }
})
