import pg from 'pg'
import { Subject, type Observable } from 'rxjs'
import type { Logger } from 'pino'
import { textOf } from './database-error.ts'

const heartbeatEveryMs = 5_000
const reconnectAfterMs = 500

/** What a LISTEN connection tells: a payload on a channel, that it has just connected and may have missed some, or that it is there no longer. */
export type Heard =
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'notified'; readonly channel: string; readonly payload: string }

/** The one LISTEN connection of a process. */
export interface Listener {
  readonly heard$: Observable<Heard>
  close(): Promise<void>
}

/** Waits; at once with an error when `signal` aborts. */
interface Clock {
  delay(ms: number, signal?: AbortSignal): Promise<void>
}

interface ListenerOptions {
  readonly channels: readonly string[]
  readonly clock: Clock
  readonly log: Logger
}

/** Listens on `channels` from now on; connects again by itself, and finds out within seconds when the network is silent. */
export function createListener(url: string, { channels, clock, log }: ListenerOptions): Listener {
  const heard$ = new Subject<Heard>()
  const closing = new AbortController()
  const finished = keepListening()

  async function keepListening(): Promise<void> {
    while (!closing.signal.aborted) {
      await listenOnce().catch((error: unknown) => {
        log.debug({ reason: textOf(error) }, 'The LISTEN connection ended')
      })
      await clock.delay(reconnectAfterMs, closing.signal).catch(() => undefined)
    }
  }

  async function listenOnce(): Promise<void> {
    const client = connectionTo(url)
    const broken = new AbortController()
    client.on('error', () => broken.abort())
    client.on('end', () => broken.abort())
    client.on('notification', ({ channel, payload = '' }) =>
      heard$.next({ kind: 'notified', channel, payload }),
    )
    const ended = AbortSignal.any([closing.signal, broken.signal])
    try {
      await client.connect()
      for (const channel of channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      heard$.next({ kind: 'connected' })
      while (!ended.aborted) {
        await clock.delay(heartbeatEveryMs, ended).catch(() => undefined)
        if (!ended.aborted) await client.query('select')
      }
    } finally {
      heard$.next({ kind: 'lost' })
      await client.end().catch(() => undefined)
    }
  }

  return {
    heard$: heard$.asObservable(),
    async close() {
      closing.abort()
      await finished
      heard$.complete()
    },
  }
}

function connectionTo(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: 'decklog-listener',
    connectionTimeoutMillis: 1_200,
    query_timeout: 1_500,
    keepAlive: true,
  })
}
