import { printFigure, quantile } from '../figures.ts'
import { passed, withReadSide, type Ground } from './ground.ts'

const appends = 500

/** Measures the way from an append to the row that shows it, one append after the other. */
export async function measureVisible(ground: Ground): Promise<void> {
  const { ledger, model, rounds } = ground
  const projection = model.projection('host', rounds)
  const millis: number[] = []
  await withReadSide(ground, [projection], async side => {
    await passed(side, [projection.name], await ledger.head())
    for (let index = 0; index < appends; index += 1) {
      const startedMs = performance.now()
      const { position } = await ledger.append(model.streamOf('visible'), [model.event(index)])
      await passed(side, [projection.name], position)
      millis.push(performance.now() - startedMs)
    }
  })
  const [p50, p99] = [quantile(millis, 0.5).toFixed(1), quantile(millis, 0.99).toFixed(1)]
  printFigure('append to visible row', `p50 ${p50} ms (bar 10), p99 ${p99} ms (bar 50)`)
}
