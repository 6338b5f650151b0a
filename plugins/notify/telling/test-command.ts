import { answers, type CliCommand, readAnswer } from '../../../core/plugin-api.ts'

const result = answers.fields({
  webhook: answers.text,
  outcome: answers.oneOf('delivered', 'failed'),
  reason: answers.orNull(answers.text),
  duration_ms: answers.number,
})
const answer = answers.fields({ results: answers.list(result) })

/** The command `decklog notify test`. */
export const testCommand: CliCommand = {
  name: 'notify test',
  summary: 'Sends a test message to all channels, or to one; exits 1 when one has not taken it',
  arguments: [{ syntax: '[channel]', summary: 'only to this one', field: 'webhook' }],
  options: [{ syntax: '--webhook <name>', summary: 'only to this one' }],
  examples: ['decklog notify test', 'decklog notify test room'],
  async run({ api, options, print }) {
    const webhook = options['channel'] ?? options['webhook']
    const body = typeof webhook === 'string' ? { webhook } : {}
    const { results } = readAnswer(await api.post('/api/v1/notifications/test', body), answer)
    if (options['json'] === true) print(JSON.stringify({ results }))
    else results.forEach(result => print(lineOf(result)))
    return results.every(({ outcome }) => outcome === 'delivered') ? 0 : 1
  },
}

function lineOf({ webhook, outcome, reason, duration_ms }: answers.Of<typeof result>): string {
  const end = outcome === 'delivered' ? `delivered in ${duration_ms} ms` : `failed: ${reason}`
  return `${webhook}  ${end}`
}
