import type { Ledger } from '../../../core/ledger/ledger.ts'
import { verifyProjection } from '../../../core/projecting/verify-projection.ts'
import { printFigure } from '../figures.ts'
import type { ReadSide } from '../read-side.ts'
import type { BuiltIn } from './built-in.ts'

interface Case {
  readonly ledger: Ledger
  readonly side: ReadSide
  readonly builtIn: BuiltIn
  readonly acknowledged: ReadonlySet<string>
}

/** Counts what was lost and doubled, and compares every read model with a fresh fold; answers how many faults there are. */
export async function judge(all: Case): Promise<number> {
  const faults = (await judgeLedger(all)) + (await judgeReadModels(all))
  printFigure('faults', String(faults))
  return faults
}

async function judgeLedger({ ledger, acknowledged }: Case): Promise<number> {
  const seen = new Map<string, number>()
  for await (const { id } of ledger.readAll()) seen.set(id, (seen.get(id) ?? 0) + 1)
  const lost = [...acknowledged].filter(id => !seen.has(id)).length
  const doubled = [...seen.values()].filter(count => count > 1).length
  printFigure('events acknowledged', String(acknowledged.size))
  printFigure('lost, doubled', `${lost}, ${doubled}`)
  return lost + doubled
}

async function judgeReadModels({ ledger, side, builtIn }: Case): Promise<number> {
  await side.board.refresh()
  const parked = new Map(side.board.status().map(({ name, parked }) => [name, parked]))
  let faults = 0
  for (const projection of builtIn.projections) {
    const parts = { ledger, database: side.database, catalog: side.catalog }
    const { rows, events, differences } = await verifyProjection(parts, projection)
    const { name } = projection
    const aside = parked.get(name) ?? 0
    printFigure(
      name,
      `${events} events in ${rows} rows, ${differences.length} differ, ${aside} parked`,
    )
    faults += differences.length + aside
  }
  return faults
}
