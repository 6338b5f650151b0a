import { createApp } from '../../core/app.ts'
import { loadSettings } from '../../core/config/config.ts'
import type { Route } from '../../core/http/route.ts'
import { createTestLedgerUrl } from './ledger.ts'
import { createTestDatabase, type Teardown } from './postgres.ts'
import { silentLog } from './silent-log.ts'

/** The secret of the admin token of a whole app, which holds every scope. */
export const adminSecret = 'an-admin-token-for-the-tests-0123456789'

/** A whole Decklog in this process, with all its plugins and projections. */
export interface WholeApp {
  readonly url: string
  readonly routes: readonly Route[]
  /** Sends JSON text as the admin, or with other headers. */
  send(method: string, path: string, sent?: Sent): Promise<Received>
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

/** Starts a whole Decklog over a ledger and a database of its own; it stops with the test. */
export async function startWholeApp(t: Teardown & { testdir(): string }): Promise<WholeApp> {
  const loaded = await loadSettings({
    cwd: t.testdir(),
    env: {
      DECKLOG_PORT: '0',
      DECKLOG_EVENTSTORE_URL: await createTestLedgerUrl(t),
      DECKLOG_DATABASE_URL: await createTestDatabase(t),
      DECKLOG_TOKEN_KEYS: 'a key of these tests of 32 characters',
      DECKLOG_ADMIN_TOKEN: adminSecret,
      DECKLOG_REQUESTS_PER_SECOND: '100000',
    },
  })
  const app = await createApp({ loaded, log: silentLog })
  t.teardown(() => app.stop())
  const { url } = await app.start()
  return {
    url,
    routes: await app.routes(),
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
