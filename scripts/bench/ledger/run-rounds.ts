import { createProgress } from '../../../core/cli/progress.ts'
import { median } from '../figures.ts'
import type { PostgresLimit } from './postgres-limit.ts'
import type { Scenario } from './scenarios.ts'
import type { Target } from './target.ts'

/** What was measured of one server in one scenario. */
export interface TargetFigures {
  readonly name: string
  readonly median: number
  /** Median, least and most of this server's figure divided by the last server's of the same round. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number }
}

/** What was measured in one scenario. */
export interface Figures {
  readonly scenario: string
  readonly unit: string
  readonly targets: readonly TargetFigures[]
  /** The client against a server that keeps nothing. */
  readonly client: number
  /** Rows a second that Postgres commits by itself in batches of as many as may wait. */
  readonly postgres?: number
}

interface Servers {
  readonly targets: readonly Target[]
  readonly client: Target
  readonly postgres: PostgresLimit
}

interface Times {
  readonly rounds: number
  readonly seconds: number
}

/** Runs every scenario in rounds: in each, every server is measured once, in an order that turns. */
export async function runRounds(
  scenarios: readonly Scenario[],
  servers: Servers,
  times: Times,
): Promise<readonly Figures[]> {
  const progress = createProgress('measuring')
  const all: Figures[] = []
  for (const scenario of scenarios) {
    progress.update(all.length, scenarios.length, scenario.name)
    all.push(await runScenario(scenario, servers, times))
  }
  progress.end()
  return all
}

async function runScenario(
  { name, unit, rowsAtOnce, measure }: Scenario,
  { targets, client, postgres }: Servers,
  { rounds, seconds }: Times,
): Promise<Figures> {
  const works = [
    ...[...targets, client].map(target => () => measure(target, seconds)),
    ...(rowsAtOnce === undefined ? [] : [() => postgres.measure(rowsAtOnce, seconds)]),
  ]
  const measured = works.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < works.length; turn += 1) {
      const i = (round + turn) % works.length
      measured[i]?.push((await works[i]?.()) ?? NaN)
    }
  const [clientFigures = [], postgresFigures] = measured.slice(targets.length)
  const last = measured[targets.length - 1] ?? []
  return {
    scenario: name,
    unit,
    targets: targets.map((target, i) => compare(target.name, measured[i] ?? [], last)),
    client: median(clientFigures),
    ...(postgresFigures && { postgres: median(postgresFigures) }),
  }
}

function compare(name: string, own: readonly number[], last: readonly number[]): TargetFigures {
  const ratios = own.map((figure, round) => figure / (last[round] ?? NaN))
  return {
    name,
    median: median(own),
    ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
  }
}
