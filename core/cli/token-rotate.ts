import { tokenBody } from '../access/token-body.ts'
import { duration } from '../timing/duration.ts'
import { DecklogError } from '../errors.ts'
import type { CoreCommand } from './core-command.ts'

/** `decklog token rotate` */
export const tokenRotate: CoreCommand = {
  name: 'token rotate',
  summary: 'give an access token a new secret and show it once',
  calls: 'nothing',
  arguments: [{ syntax: '<id>', summary: 'id of the token' }],
  options: [
    { syntax: '--grace <duration>', summary: 'how long the old secret stays valid; default: 24h' },
  ],
  examples: ['decklog token rotate 0197a1b2-… --grace 1h'],
  async run({ loadSettings, options, print }) {
    const graceSeconds = readGrace(options['grace'] ?? '24h')
    const { withTokens } = await import('./with-tokens.ts')
    const { token, secret } = await withTokens(await loadSettings(), ({ commands, request }) =>
      commands.rotate(String(options['id']), graceSeconds, request),
    )
    const body = tokenBody(token, new Date())
    const until = body.previous_secret_valid_until
    if (options['json']) print(JSON.stringify({ token: body, secret }))
    else
      print(
        `${secret ?? ''}\nShown this once. The secret before it ${until ? `is valid until ${until}` : 'has ended'}.`,
      )
    return 0
  },
}

function readGrace(given: string | boolean): number {
  const { value, error } = duration().validate(given, { errors: { label: false } })
  if (error) throw new DecklogError('DECKLOG_VALIDATION', `--grace ${error.message}`)
  return value
}
