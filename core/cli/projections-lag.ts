import type { CoreCommand } from './core-command.ts'
import { formatTable } from './format-table.ts'
import { readProjections } from './read-projections.ts'

/** `decklog projections lag` */
export const projectionsLag: CoreCommand = {
  name: 'projections lag',
  summary: 'show how far each projection is behind; exit code 1 unless all are live',
  calls: 'api',
  examples: ['decklog projections lag', 'watch decklog projections lag'],
  async run({ api, options, print }) {
    const projections = await readProjections(api)
    const lags = projections.map(({ name, state, lag_events, lag_seconds }) => {
      return { name, state, lag_events, lag_seconds }
    })
    if (options['json']) print(JSON.stringify({ projections: lags }))
    else
      formatTable(
        ['projection', 'state', 'events', 'seconds'],
        lags.map(lag => [lag.name, lag.state, known(lag.lag_events), known(lag.lag_seconds)]),
      ).forEach(print)
    return lags.every(({ state }) => state === 'live') ? 0 : 1
  },
}

function known(value: number | null): string {
  return value === null ? 'unknown' : String(value)
}
