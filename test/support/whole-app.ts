import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeSecret } from '../../core/access/judging/secret.ts'
import { tokenStream } from '../../core/access/judging/token-directory.ts'
import { createTokenKeys } from '../../core/access/judging/token-keys.ts'
import type { Token } from '../../core/access/tokens/token.ts'
import { createApp } from '../../core/app.ts'
import { type LoadedSettings, loadSettings } from '../../core/config/config.ts'
import type { Route } from '../../core/http/route.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import { createTestLedgerUrl } from './ledger.ts'
import { createTestDatabase, type Teardown } from './postgres.ts'
import { silentLog } from './silent-log.ts'

/** The secret of the admin token of a whole app, which holds every scope. */
export const adminSecret = 'an-admin-token-for-the-tests-0123456789'

/** A whole Decklog in this process, with all its plugins and projections. */
export interface WholeApp {
  readonly url: string
  readonly routes: readonly Route[]
  /** The secrets of the tokens it was started with, by their names. */
  readonly secrets: Readonly<Record<string, string>>
  /** Sends JSON text as the admin, or with other headers. */
  send(method: string, path: string, sent?: Sent): Promise<Received>
  /** What it stands on, for another that is to stand on it too. */
  readonly over: Over
  /** Writes the sections of plugins anew, where they stand in a file. */
  configure(plugins: object): Promise<void>
  stop(): Promise<void>
}

interface Over {
  readonly ledgerUrl: string
  readonly databaseUrl: string
}

export interface WholeAppOptions {
  /** Tokens by their names. */
  readonly tokens?: Readonly<Record<string, HeldToken>>
  /** The sections of plugins. */
  readonly plugins?: object
  /** Another app's; else it has a ledger and a database of its own. */
  readonly over?: Over
  readonly nodeName?: string
  /** Where the sections stand; in a file they can be written anew. Default: the environment. */
  readonly from?: 'environment' | 'file'
  readonly roles?: string
  /** Folders of further plugins. */
  readonly extensions?: readonly string[]
}

/** A token that exists before the start, and what has become of it. */
export interface HeldToken extends Partial<Token> {
  readonly state?: 'revoked'
}

export interface Sent {
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Received {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

const tokenKey = 'a key of these tests of 32 characters'

// Straight into the ledger: the API makes no token that has expired already.
async function recordTokens(
  url: string,
  tokens: Readonly<Record<string, HeldToken>>,
): Promise<Readonly<Record<string, string>>> {
  const ledger = createLedger({ url, log: silentLog })
  const keys = createTokenKeys([tokenKey])
  const secrets: Record<string, string> = {}
  for (const [name, { state, ...given }] of Object.entries(tokens)) {
    const tokenId = randomUUID()
    const secret = makeSecret(keys.newestId)
    const token: Token = {
      ...{ tokenId, name, kind: 'service', subject: name, scopes: ['read'], boards: null },
      ...{ expiresAt: null, source: 'cli', ...given },
    }
    const facts = [
      { type: 'access.TokenCreated', data: { ...token, ...keys.digest(secret, token) } },
      ...(state ? [{ type: 'access.TokenRevoked', data: { tokenId, reason: 'test' } }] : []),
    ]
    const metadata = { schemaVersion: '1' }
    const events = facts.map(fact => ({ ...fact, id: randomUUID(), metadata }))
    await ledger.append(tokenStream(tokenId), events)
    secrets[name] = secret
  }
  await ledger.close()
  return secrets
}

/** Starts a whole Decklog, unless it is told otherwise over a ledger and a database of its own; it stops with the test. */
export async function startWholeApp(
  t: Teardown & { testdir(): string },
  { tokens = {}, plugins = {}, over, nodeName, roles, from, extensions = [] }: WholeAppOptions = {},
): Promise<WholeApp> {
  const ledgerUrl = over?.ledgerUrl ?? (await createTestLedgerUrl(t))
  const databaseUrl = over?.databaseUrl ?? (await createTestDatabase(t, 'core'))
  const secrets = await recordTokens(ledgerUrl, tokens)
  const cwd = t.testdir()
  const configure = (sections: object): Promise<void> =>
    writeFile(join(cwd, 'decklog.yml'), `plugins: ${JSON.stringify(sections)}\n`)
  if (from === 'file') await configure(plugins)
  const request = {
    cwd,
    env: {
      DECKLOG_PORT: '0',
      DECKLOG_EVENTSTORE_URL: ledgerUrl,
      DECKLOG_DATABASE_URL: databaseUrl,
      DECKLOG_TOKEN_KEYS: tokenKey,
      DECKLOG_ADMIN_TOKEN: adminSecret,
      DECKLOG_REQUESTS_PER_SECOND: '100000',
      ...(from === 'file' ? {} : { DECKLOG_PLUGINS: JSON.stringify(plugins) }),
      ...(nodeName === undefined ? {} : { DECKLOG_NODE_NAME: nodeName }),
      ...(extensions.length === 0 ? {} : { DECKLOG_EXTENSIONS: extensions.join(',') }),
      ...(roles === undefined ? {} : { DECKLOG_ROLES: roles }),
    },
  }
  const load = (): Promise<LoadedSettings> => loadSettings(request)
  const app = await createApp({ loaded: await load(), load, log: silentLog })
  t.teardown(() => app.stop())
  const { url } = await app.start()
  return {
    url,
    secrets,
    routes: await app.routes(),
    over: { ledgerUrl, databaseUrl },
    configure,
    stop: () => app.stop(),
    async send(method, path, { body, headers } = {}) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(headers ?? { authorization: `Bearer ${adminSecret}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(30_000),
      })
      return { status: response.status, text: await response.text(), headers: response.headers }
    },
  }
}
