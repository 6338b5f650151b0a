import type { CoreCommand } from './core-command.ts'
import { formatTable } from './format-table.ts'
import { readProjections } from './read-projections.ts'

/** `decklog projections list` */
export const projectionsList: CoreCommand = {
  name: 'projections list',
  summary: 'list the projections with position, state and parked events',
  calls: 'api',
  examples: ['decklog projections list'],
  async run({ api, options, print }) {
    const projections = await readProjections(api)
    if (options['json']) print(JSON.stringify({ projections }))
    else
      formatTable(
        ['projection', 'version', 'state', 'position', 'parked', 'reason'],
        projections.map(one => [
          one.name,
          `${one.version}.${one.generation}`,
          one.state,
          one.position,
          String(one.parked),
          one.reason ?? '',
        ]),
      ).forEach(print)
    return 0
  },
}
