import { parseArgs } from 'node:util'
import { printFigure } from './figures.ts'
import { coverage } from './forecast/coverage.ts'
import { fills } from './forecast/fills.ts'
import { dueOf, methods, run, score } from './forecast/judge.ts'
import { others } from './forecast/others.ts'
import { ownForecast } from './forecast/own-rule.ts'
import { writePictures } from './forecast/picture.ts'
import { rhythms } from './forecast/rhythms.ts'
import { tell, type Series } from './forecast/series.ts'

const usage = `npm run bench -- forecast [--seed 1] [--json] [--pictures DIR]

"When will it be full?" over 97 disks whose end is known, beside two rules that people use: predict_linear with the thresholds
of the Prometheus node mixin, and Netdata's disk fill rate. Then: do the bounds hold when it goes on exactly as it did, and what
does a reading cost. The figures are of the series, not of a machine: the same build and seed give the same.
`

/** Judges the disk guard's forecast. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      pictures: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const seed = Number(values.seed)
  const series = [...fills(), ...others(), ...rhythms()].map((story, index) =>
    tell(story, seed + index),
  )
  const told = series.map(run)
  if (values.pictures !== undefined) await writePictures(values.pictures, told)
  const scores = Object.fromEntries(
    ([1, 2] as const).flatMap(level =>
      methods.map(method => [
        `${method}, ${level === 1 ? 'warning' : 'critical'}`,
        score(told, method, level),
      ]),
    ),
  )
  const figures = {
    scores,
    due: dueOf(told),
    coverage: coverage(seed + 16),
    microsecondsPerReading: costOf(series),
  }
  if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
  else print(figures)
}

interface Figures {
  readonly scores: Readonly<Record<string, object>>
  readonly due: ReturnType<typeof dueOf>
  readonly coverage: ReturnType<typeof coverage>
  readonly microsecondsPerReading: number
}

function print({ scores, due, coverage: held, microsecondsPerReading }: Figures): void {
  for (const [method, figures] of Object.entries(scores))
    printFigure(
      method,
      Object.entries(figures)
        .map(([name, figure]) => `${figure} ${name}`)
        .join(', '),
    )
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  printFigure(
    'a forecast where one is due',
    `${percent(due.told / due.points)} of ${due.points} points`,
  )
  printFigure(
    '… where the fill has begun',
    `${percent(due.toldOfBegun / due.begun)} of ${due.begun}`,
  )
  printFigure('an end told of disks without one', `${percent(due.toldOfNothing)} of their readings`)
  for (const [way, { told, held: share }] of Object.entries(held))
    printFigure(`bounds hold, ${way}`, `${percent(share)} of ${told}`)
  printFigure('a reading costs', `${microsecondsPerReading.toFixed(1)} µs`)
}

function costOf(series: readonly Series[]): number {
  let readings = 0
  const startedMs = performance.now()
  for (const { points } of series) {
    const take = ownForecast()
    for (const point of points) take(point)
    readings += points.length
  }
  return ((performance.now() - startedMs) * 1_000) / readings
}
