import t from 'tap'
import { createMeasureForecast } from '../../../core/guarding/measure-forecast.ts'
import type { Foreseen } from '../../../core/forecasting/filling.ts'
import type { ForecastRule, Measure } from '../../../core/guarding/measure.ts'

const hour = 3_600
const startMs = Date.parse('2026-01-01T00:00:00.000Z')

/** Reads a measure every minute, flat for ten hours first. */
function watch(
  measure: Pick<Measure, 'unit' | 'below' | 'above'>,
  rule: ForecastRule,
  { hours, valueAt }: { readonly hours: number; readonly valueAt: (hours: number) => number },
): readonly (Foreseen | null)[] {
  const foresee = createMeasureForecast(60, measure, rule)
  return Array.from({ length: (10 + hours) * 60 }, (_, minute) =>
    foresee(new Date(startMs + minute * 60_000), valueAt(Math.max(minute / 60 - 10, 0))),
  )
}

function near(told: Foreseen | null | undefined, hours: number): boolean {
  return !!told && Math.abs(told.inSeconds - hours * hour) < 0.07 * hours * hour
}

const GB = 1e9
for (const { name, measure, reaches, valueAt, ends } of [
  {
    name: 'a share that fills',
    measure: { unit: 'percent', above: { warning: 80 } },
    ...{ reaches: 100, valueAt: hours => 40 + 4 * hours, ends: 10 },
  },
  {
    name: 'a share that runs out',
    measure: { unit: 'percent', below: { warning: 20 } },
    ...{ reaches: 0, valueAt: hours => 60 - 4 * hours, ends: 10 },
  },
  {
    name: 'bytes that run out',
    measure: { unit: 'bytes', below: { critical: GB } },
    ...{ reaches: 0, valueAt: hours => 30 * GB - 2 * GB * hours, ends: 10 },
  },
  {
    name: 'a count that grows towards a limit',
    measure: { unit: 'count', above: { critical: 900 } },
    ...{ reaches: 1_000, valueAt: hours => 400 + 40 * hours, ends: 10 },
  },
  {
    name: 'what nobody set a side for, by where it comes from',
    measure: { unit: 'none' },
    ...{ reaches: -50, valueAt: hours => 10 - 4 * hours, ends: 10 },
  },
] satisfies readonly {
  readonly name: string
  readonly measure: Pick<Measure, 'unit' | 'below' | 'above'>
  readonly reaches: number
  readonly valueAt: (hours: number) => number
  readonly ends: number
}[]) {
  t.test(`${name} is foreseen to reach its end`, async t => {
    const told = watch(measure, { reaches }, { hours: 5, valueAt })
    t.equal(told[600], null, 'not while it is flat')
    t.ok(near(told.at(-1), ends), JSON.stringify(told.at(-1)))
    t.equal(told.at(-1)?.level, 'ok', 'nothing is asked of it')
  })

  t.test(`${name} and turns back is not`, async t => {
    const back = (hours: number): number => valueAt(hours < 1 ? hours : Math.max(2 - hours, 0))
    t.equal(watch(measure, { reaches }, { hours: 5, valueAt: back }).at(-1), null)
  })
}

t.test('a level begins when the end is as near as it asks', async t => {
  const within = { warning: 12 * hour, critical: 2 * hour }
  const told = watch(
    { unit: 'percent', above: { warning: 80 } },
    { reaches: 100, within },
    { hours: 14.8, valueAt: hours => 40 + 4 * hours },
  )
  t.equal(told[615]?.level ?? 'ok', 'ok', 'at 15 hours')
  t.equal(told[600 + 8 * 60]?.level, 'warning', 'at 7 hours')
  t.equal(told[600 + 14 * 60]?.level, 'critical', 'at 1 hour')
})

t.test('what began at its end is foreseen once it has left it', async t => {
  const foresee = createMeasureForecast(60, { unit: 'bytes', below: {} }, { reaches: 0 })
  let told: Foreseen | null = null
  for (let minute = 0; minute < 900; minute += 1)
    told = foresee(
      new Date(startMs + minute * 60_000),
      minute === 0 ? 0 : Math.min(100, 100 - (minute - 600) / 15),
    )
  t.ok(told)
})
