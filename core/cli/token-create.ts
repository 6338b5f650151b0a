import { tokenBody } from '../access/token-body.ts'
import { allScopes } from '../access/ensure-admin-token.ts'
import { duration } from '../timing/duration.ts'
import { DecklogError } from '../errors.ts'
import type { Scope } from '../http/route.ts'
import type { CommandContext } from './command.ts'
import type { CoreCommand } from './core-command.ts'

const kinds = ['person', 'agent', 'service'] as const

/** `decklog token create` */
export const tokenCreate: CoreCommand = {
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
  async run({ loadSettings, options, print }) {
    const now = new Date()
    const token = readToken(options, now)
    const { withTokens } = await import('./with-tokens.ts')
    const answer = await withTokens(await loadSettings(), ({ commands, request }) =>
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
