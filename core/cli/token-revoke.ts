import { tokenBody } from '../access/token-body.ts'
import type { CoreCommand } from './core-command.ts'

/** `decklog token revoke` */
export const tokenRevoke: CoreCommand = {
  name: 'token revoke',
  summary: 'take an access token back, everywhere within a second',
  calls: 'nothing',
  arguments: [{ syntax: '<id>', summary: 'id of the token' }],
  options: [{ syntax: '--reason <text>', summary: 'why, for the ledger' }],
  examples: ['decklog token revoke 0197a1b2-… --reason "its holder left the team"'],
  async run({ loadSettings, options, print }) {
    const reason = String(options['reason'] ?? 'revoked on the command line')
    const { withTokens } = await import('./with-tokens.ts')
    const { token } = await withTokens(await loadSettings(), ({ commands, request }) =>
      commands.revoke(String(options['id']), reason, request),
    )
    if (options['json']) print(JSON.stringify({ token: tokenBody(token, new Date()) }))
    else print(`Revoked ${token.name} (${token.tokenId}).`)
    return 0
  },
}
