import { v5 } from 'uuid'
import type { Logger } from 'pino'
import type { Actor } from '../../event.ts'
import type { Access } from '../judging/access.ts'
import type { TokenCommands } from './token-commands.ts'
import type { KnownToken } from '../judging/token-directory.ts'
import type { TokenKeys } from '../judging/token-keys.ts'
import { allScopes } from './token.ts'

const namespace = '1f0a63f4-6a2c-5d7e-8c11-9b7d2e5f4a03'
const system: Actor = { kind: 'system', id: 'access' }

/** What making sure of an admin token needs; `access` has caught up. */
export interface EnsureAdminTokenOptions {
  readonly access: Access
  readonly commands: TokenCommands
  readonly keys: TokenKeys
  readonly log: Logger
}

/**
 * Makes sure that somebody can get in. With `adminToken` set, that secret is recorded and the one configured before it is revoked.
 * Without one, the very first start makes an admin token; its secret is answered, to be shown once.
 */
export async function ensureAdminToken(
  adminToken: string | undefined,
  options: EnsureAdminTokenOptions,
): Promise<string | null> {
  if (adminToken !== undefined) {
    await recordConfigured(adminToken, options)
    return null
  }
  const { access, log } = options
  if (access.tokens().length === 0) return makeFirst(options)
  for (const { tokenId } of configured(access))
    log.warn({ tokenId }, 'a token of an earlier adminToken setting is still valid; revoke it')
  return null
}

async function recordConfigured(
  secret: string,
  { access, commands, keys }: EnsureAdminTokenOptions,
): Promise<void> {
  const current = access.token(access.authenticate(secret)?.tokenId ?? '')
  // One whose digest binds nothing is made anew: from then on no such digest is taken from anybody.
  if (!current?.secrets.every(kept => kept.locator !== undefined)) {
    // A setting that returns to an earlier value is a new token; the count keeps racing starts on one.
    const earlier = access.tokens().filter(token => token.source === 'configuration').length
    const tokenId = v5(`${keys.sign('configured', secret)}:${earlier}`, namespace)
    await commands.create({ ...adminOf('configuration'), tokenId, secret }, { actor: system })
  }
  for (const token of configured(access)) {
    const isOurs = token.secrets.some(kept => kept.locator && keys.opens(secret, token, kept))
    if (!isOurs) await commands.revoke(token.tokenId, 'adminToken was changed', { actor: system })
  }
}

async function makeFirst({ commands }: EnsureAdminTokenOptions): Promise<string | null> {
  // One id for all: of several first starts at once, one makes the token.
  const tokenId = v5('first start', namespace)
  const { secret } = await commands.create(
    { ...adminOf('first_start'), tokenId },
    { actor: system },
  )
  return secret
}

function configured(access: Access): readonly KnownToken[] {
  return access
    .tokens()
    .filter(token => token.source === 'configuration' && access.accepts(token.tokenId))
}

function adminOf(source: 'configuration' | 'first_start') {
  return {
    name: source === 'configuration' ? 'admin of the configuration' : 'first admin',
    kind: 'person',
    subject: 'admin',
    scopes: allScopes.filter(scope => scope !== 'represent'),
    boards: null,
    expiresAt: null,
    source,
  } as const
}
