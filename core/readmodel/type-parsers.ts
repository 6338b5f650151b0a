import pg from 'pg'

const asText = (value: string): string => value

const parsers = new Map<number, (value: string) => unknown>([
  [pg.types.builtins.INT8, parseSafeInteger],
  // A day is a day: as a Date it would move with the time zone of the machine.
  [pg.types.builtins.DATE, asText],
])

/** How columns read: bigint as a number, date as `YYYY-MM-DD`, the rest as pg does it. */
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
