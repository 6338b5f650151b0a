import { ok } from 'node:assert/strict'
import type { Plugin } from '../plugin.ts'
import type { Projection } from '../projection.ts'
import type { Promised } from './contract.ts'
import { runPlugin, type RunningPlugin } from './run-plugin.ts'

const hourMs = 3_600_000
const stepMs = 10_000

interface RunTest {
  readonly projections: readonly Projection[]
  /** How many events a day its readings may be; absent: not looked at. */
  readonly eventsPerDay?: number | undefined
}

/** What a plugin promises of running: how much it records, and that it ends when it is told to. */
export function runPromises(plugin: Plugin, test: RunTest): readonly Promised[] {
  const { projections, eventsPerDay } = test
  const within: Promised = {
    says: `records at most ${eventsPerDay} events a day`,
    async check() {
      const running = await runAnHour(plugin, projections)
      running.stop()
      const perDay = 24 * (await running.recorded()).length
      ok(perDay <= Number(eventsPerDay), `it records about ${perDay}`)
    },
  }
  const clean: Promised = {
    says: 'ends when it is told to',
    async check() {
      const before = process.getActiveResourcesInfo().length
      const running = await runAnHour(plugin, projections)
      running.stop()
      const recorded = (await running.recorded()).length
      await running.advance(hourMs)
      ok((await running.recorded()).length === recorded, 'it goes on recording')
      const left = process.getActiveResourcesInfo().length - before
      ok(left <= 0, 'it leaves something open: a timer, a file, a connection')
    },
  }
  return eventsPerDay === undefined ? [clean] : [within, clean]
}

async function runAnHour(
  plugin: Plugin,
  projections: readonly Projection[],
): Promise<RunningPlugin> {
  const running = runPlugin(plugin, { projections })
  running.start()
  for (let ms = 0; ms < hourMs; ms += stepMs) {
    await running.advance(stepMs)
    // What it reads, it reads in our time.
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  return running
}
