import {
  fields,
  list,
  number,
  type Of,
  oneOf,
  orNull,
  readAnswer,
  text,
} from '../../../core/cli/answer.ts'
import type { CliCommand } from '../../../core/cli/command.ts'

const result = fields({
  webhook: text,
  outcome: oneOf('delivered', 'failed'),
  reason: orNull(text),
  duration_ms: number,
})
const answer = fields({ results: list(result) })

/** The command `decklog notify test`. */
export const testCommand: CliCommand = {
  name: 'notify test',
  summary: 'Sends a test message to the webhooks; exits 1 when one has not taken it',
  options: [{ syntax: '--webhook <name>', summary: 'only to this one' }],
  async run({ api, options, print }) {
    const { webhook } = options
    const body = typeof webhook === 'string' ? { webhook } : {}
    const { results } = readAnswer(await api.post('/api/v1/notifications/test', body), answer)
    if (options['json'] === true) print(JSON.stringify({ results }))
    else results.forEach(result => print(lineOf(result)))
    return results.every(({ outcome }) => outcome === 'delivered') ? 0 : 1
  },
}

function lineOf({ webhook, outcome, reason, duration_ms }: Of<typeof result>): string {
  const end = outcome === 'delivered' ? `delivered in ${duration_ms} ms` : `failed: ${reason}`
  return `${webhook}  ${end}`
}
