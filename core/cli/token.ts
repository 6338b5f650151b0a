import { tokenBody } from '../access/tokens/token-body.ts'
import { allScopes } from '../access/tokens/token.ts'
import { DecklogError } from '../errors.ts'
import type { Scope } from '../http/route.ts'
import { duration } from '../timing/duration.ts'
import type { CommandContext, CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'

const kinds = ['person', 'agent', 'service'] as const

/** `decklog token create` */
const tokenCreate: CoreCommand = {
  name: 'token create',
  summary: 'make an access token and show it once',
  calls: 'nothing',
  arguments: [{ syntax: '<name>', summary: 'what it is for' }],
  options: [
    { syntax: '--scopes <scopes>', summary: `some of ${allScopes.join(',')}; default: read` },
    { syntax: '--kind <kind>', summary: 'who holds it: person, agent or service (default)' },
    { syntax: '--subject <id>', summary: 'id of its holder in every event; default: the token id' },
    { syntax: '--boards <boards>', summary: 'boards it is limited to, comma separated' },
    { syntax: '--expires-in <duration>', summary: 'such as 12h or 90d; default: never' },
  ],
  examples: [
    'decklog token create "nightly delivery" --scopes read,ingest --expires-in 90d',
    'decklog token create Alice --kind person --subject alice --scopes read,operate,approve',
  ],
  async run({ loadSettings, options, print, warn }) {
    const now = new Date()
    const token = readToken(options, now)
    const { withTokens } = await import('./with-tokens.ts')
    const answer = await withTokens(await loadSettings(), warn, ({ commands, request }) =>
      commands.create(token, request),
    )
    const { secret } = answer
    if (options['json']) print(JSON.stringify({ token: tokenBody(answer.token, now), secret }))
    else print(`${secret ?? ''}\nShown this once. Its id is ${answer.token.tokenId}.`)
    return 0
  },
}

function readToken(options: CommandContext['options'], now: Date) {
  const { name, kind = 'service', scopes = 'read', boards, subject } = options
  return {
    name: String(name),
    kind: oneOf('--kind', kinds, String(kind)),
    scopes: listOf(String(scopes)).map((scope): Scope => oneOf('--scopes', allScopes, scope)),
    boards: typeof boards === 'string' ? listOf(boards) : null,
    expiresAt: expiry(options['expiresIn'], now),
    source: 'cli',
    ...(typeof subject === 'string' && { subject }),
  } as const
}

function expiry(given: string | boolean | undefined, now: Date): string | null {
  if (given === undefined) return null
  const { value, error } = duration()
    .min(1)
    .validate(given, { errors: { label: false } })
  if (error) throw usage(`--expires-in ${error.message}`)
  return new Date(now.getTime() + value * 1000).toISOString()
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')
}

function oneOf<T extends string>(option: string, allowed: readonly T[], given: string): T {
  const found = allowed.find(value => value === given)
  if (found) return found
  throw usage(`${option} ${given} is not one of ${allowed.join(', ')}`)
}

function usage(message: string): DecklogError {
  return new DecklogError('DECKLOG_VALIDATION', message)
}

/** `decklog token list` */
const tokenList: CoreCommand = {
  name: 'token list',
  summary: 'list access tokens, without their secrets',
  calls: 'nothing',
  examples: ['decklog token list', 'decklog token list --json'],
  async run({ loadSettings, options, print, warn }) {
    const now = new Date()
    const { withTokens } = await import('./with-tokens.ts')
    const tokens = await withTokens(await loadSettings(), warn, async ({ access }) =>
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

/** `decklog token rotate` */
const tokenRotate: CoreCommand = {
  name: 'token rotate',
  summary: 'give an access token a new secret and show it once',
  calls: 'nothing',
  arguments: [{ syntax: '<id>', summary: 'id of the token' }],
  options: [
    { syntax: '--grace <duration>', summary: 'how long the old secret stays valid; default: 24h' },
  ],
  examples: ['decklog token rotate 0197a1b2-… --grace 1h'],
  async run({ loadSettings, options, print, warn }) {
    const graceSeconds = readGrace(options['grace'] ?? '24h')
    const { withTokens } = await import('./with-tokens.ts')
    const { token, secret } = await withTokens(
      await loadSettings(),
      warn,
      ({ commands, request }) => commands.rotate(String(options['id']), graceSeconds, request),
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
  if (error) throw usage(`--grace ${error.message}`)
  return value
}

/** `decklog token revoke` */
const tokenRevoke: CoreCommand = {
  name: 'token revoke',
  summary: 'take an access token back, everywhere within a second',
  calls: 'nothing',
  arguments: [{ syntax: '<id>', summary: 'id of the token' }],
  options: [{ syntax: '--reason <text>', summary: 'why, for the ledger' }],
  examples: ['decklog token revoke 0197a1b2-… --reason "its holder left the team"'],
  async run({ loadSettings, options, print, warn }) {
    const reason = String(options['reason'] ?? 'revoked on the command line')
    const { withTokens } = await import('./with-tokens.ts')
    const { token } = await withTokens(await loadSettings(), warn, ({ commands, request }) =>
      commands.revoke(String(options['id']), reason, request),
    )
    if (options['json']) print(JSON.stringify({ token: tokenBody(token, new Date()) }))
    else print(`Revoked ${token.name} (${token.tokenId}).`)
    return 0
  },
}

/** Commands about access tokens. */
export const tokenCommands: readonly CoreCommand[] = [
  tokenCreate,
  tokenList,
  tokenRotate,
  tokenRevoke,
]
