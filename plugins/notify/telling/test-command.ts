import Joi from 'joi'
import type { CliCommand } from '../../../core/cli/command.ts'

interface Result {
  readonly webhook: string
  readonly outcome: 'delivered' | 'failed'
  readonly reason: string | null
  readonly duration_ms: number
}

const answer = Joi.object<{ results: readonly Result[] }>({
  results: Joi.array()
    .items(
      Joi.object({
        webhook: Joi.string().required(),
        outcome: Joi.valid('delivered', 'failed').required(),
        reason: Joi.string().allow(null).required(),
        duration_ms: Joi.number().required(),
      }).unknown(),
    )
    .required(),
}).unknown()

/** The command `decklog notify test`. */
export const testCommand: CliCommand = {
  name: 'notify test',
  summary: 'Sends a test message to the webhooks; exits 1 when one has not taken it',
  options: [{ syntax: '--webhook <name>', summary: 'only to this one' }],
  async run({ api, options, print }) {
    const { webhook } = options
    const body = typeof webhook === 'string' ? { webhook } : {}
    const { results } = Joi.attempt(await api.post('/api/v1/notifications/test', body), answer)
    if (options['json'] === true) print(JSON.stringify({ results }))
    else results.forEach(result => print(lineOf(result)))
    return results.every(({ outcome }) => outcome === 'delivered') ? 0 : 1
  },
}

function lineOf({ webhook, outcome, reason, duration_ms }: Result): string {
  const end = outcome === 'delivered' ? `delivered in ${duration_ms} ms` : `failed: ${reason}`
  return `${webhook}  ${end}`
}
