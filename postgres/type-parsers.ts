import pg from 'pg'

const asText = (value: string): string => value
const parseAnyTime = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text')
// Of years before 1000 JavaScript's calendar makes others.
const timeInUtc = /^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/

const parsers = new Map<number, (value: string) => unknown>([
  [pg.types.builtins.INT8, parseSafeInteger],
  // A day is a day: as a Date it would move with the time zone of the machine.
  [pg.types.builtins.DATE, asText],
  [pg.types.builtins.TIMESTAMPTZ, parseTime],
])

/** How columns read: bigint as a number, date as `YYYY-MM-DD`, timestamptz as a Date, the rest as pg does it. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    format === 'binary'
      ? pg.types.getTypeParser(oid, 'binary')
      : (parsers.get(oid) ?? pg.types.getTypeParser(oid, 'text')),
}

function parseSafeInteger(value: string): number {
  const parsed = Number(value)
  if (!Number.isSafeInteger(parsed)) throw new RangeError(`bigint ${value} is not a safe integer`)
  return parsed
}

// Rows are full of times: those of a server that keeps UTC are read digit by digit, many times as fast as pg reads them.
function parseTime(value: string): unknown {
  if (!timeInUtc.test(value)) return parseAnyTime(value)
  const two = (at: number): number => digit(value, at) * 10 + digit(value, at + 1)
  const [year, month] = [two(0) * 100 + two(2), two(5) - 1]
  return new Date(Date.UTC(year, month, two(8), two(11), two(14), two(17), milliseconds(value)))
}

const fractionAt = '2026-01-01 00:00:00.'.length

// Of up to six digits, of which those behind the third are left out, as a Date does.
function milliseconds(value: string): number {
  const end = value.length - '+00'.length
  let ms = 0
  for (let at = fractionAt, worth = 100; worth >= 1 && at < end; at += 1, worth /= 10)
    ms += digit(value, at) * worth
  return ms
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48
}
