import { fields, list, readAnswer, text } from './answer.ts'
import type { CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'

const told = fields({
  contract: text,
  plugins: list(
    fields({ name: text, version: text, from: text, events: list(text), gates: list(text) }),
  ),
  skipped: list(fields({ from: text, reason: text })),
})

/** `decklog plugin list` */
export const pluginList: CoreCommand = {
  name: 'plugin list',
  summary: 'list the plugins that run; exit code 1 when an optional one could not be loaded',
  calls: 'api',
  examples: ['decklog plugin list'],
  async run({ api, options, print, warn }) {
    const answer = readAnswer(await api.get('/api/v1/plugins'), told)
    if (options['json']) print(JSON.stringify(answer))
    else
      formatTable(
        ['plugin', 'version', 'from', 'events', 'gates'],
        answer.plugins.map(({ name, version, from, events, gates }) => [
          ...[name, version, from, String(events.length), gates.join(', ')],
        ]),
      ).forEach(print)
    for (const { from, reason } of answer.skipped) warn(`${from} is not loaded: ${reason}`)
    return answer.skipped.length === 0 ? 0 : 1
  },
}
