import fc from 'fast-check'
import pg from 'pg'
import t from 'tap'
import { typeParsers } from '../../postgres/type-parsers.ts'

const parse = typeParsers.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text')
const asPgReads = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text')

t.test('a time of a server that keeps UTC is read as pg reads it', async t => {
  const instants = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  const micros = fc.integer({ min: 0, max: 999 })
  const places = fc.integer({ min: 0, max: 6 })
  fc.assert(
    fc.property(instants, micros, places, (instant, micro, digits) => {
      const [day = '', time = ''] = instant.toISOString().replace('Z', '').split('T')
      const exact = `${time}${String(micro).padStart(3, '0')}`
      const shown = digits === 0 ? exact.slice(0, 8) : exact.slice(0, 9 + digits)
      const text = `${day} ${shown}+00`
      t.strictSame(parse(text), asPgReads(text), text)
    }),
  )
})

t.test('other times are left to pg', async t => {
  for (const text of ['infinity', '0044-03-15 00:00:00+00 BC', '2026-01-02 03:04:05.678+05:30'])
    t.strictSame(parse(text), asPgReads(text), text)
})
