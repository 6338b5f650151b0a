import { tokenBody } from '../access/token-body.ts'
import type { CoreCommand } from './core-command.ts'
import { formatTable } from './format-table.ts'

/** `decklog token list` */
export const tokenList: CoreCommand = {
  name: 'token list',
  summary: 'list access tokens, without their secrets',
  calls: 'nothing',
  examples: ['decklog token list', 'decklog token list --json'],
  async run({ loadSettings, options, print }) {
    const now = new Date()
    const { withTokens } = await import('./with-tokens.ts')
    const tokens = await withTokens(await loadSettings(), async ({ access }) =>
      access.tokens().map(token => tokenBody(token, now)),
    )
    if (options['json']) print(JSON.stringify({ tokens }))
    else
      formatTable(
        ['id', 'name', 'kind', 'status', 'scopes', 'boards', 'expires'],
        tokens.map(token => [
          token.id,
          token.name,
          token.kind,
          token.status,
          token.scopes.join(','),
          token.boards?.join(',') ?? 'all',
          token.expires_at ?? 'never',
        ]),
      ).forEach(print)
    return 0
  },
}
