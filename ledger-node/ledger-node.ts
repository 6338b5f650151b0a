import type { Logger } from 'pino'
import { NodeError } from './node-error.ts'
import type { KeyAndCertificate } from './certificate.ts'
import type { Credential } from './credential.ts'
import { machineTime, type Time } from './machine-time.ts'
import { createDatabase } from '../postgres/database.ts'
import { textOf } from '../postgres/database-error.ts'
import { migrate } from '../postgres/migrate.ts'
import { createAppendStore } from './storing/append-store.ts'
import { DiskRoom } from './writing/disk-room.ts'
import { LedgerKeeper } from './writing/ledger-keeper.ts'
import { LedgerWriter } from './writing/ledger-writer.ts'
import { LiveHub } from './reading/live-hub.ts'
import { createScavengeStore } from './scavenging/scavenge-store.ts'
import { Scavenger } from './scavenging/scavenger.ts'
import { createServices } from './services.ts'
import { type LoadStreams, StreamCache } from './storing/stream-cache.ts'
import { loadStreams } from './storing/stream-store.ts'
import { createGrpcServer, type GrpcServer } from './wire/grpc-server.ts'
import { ledgerMigrations } from './storing/ledger-migrations.ts'

/** What a ledger node needs to know. */
export interface LedgerNodeSettings {
  readonly databaseUrl: string
  /** 0 takes a free one. */
  readonly port: number
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string
  /** What every call has to name; without one the node takes anybody's word. */
  readonly credential?: Credential
  /** With it, who begins to speak TLS is answered so; plain connections go on to be taken. */
  readonly tls?: KeyAndCertificate
  readonly log: Logger
  /** By which it scavenges. */
  readonly clock?: Time
}

/** A server that speaks EventStoreDB's protocol and keeps its events in Postgres. */
export interface LedgerNode {
  /** Migrates, takes the ledger over and listens. Throws when another node writes to the database or the port is taken. */
  start(): Promise<{ readonly port: number }>
  stop(): Promise<void>
}

const graceMs = 100
const maxMessageBytes = 17 * 1024 * 1024

/** Creates a ledger node; nothing connects or listens before `start`. */
export function createLedgerNode(settings: LedgerNodeSettings): LedgerNode {
  const { databaseUrl, log, clock = machineTime } = settings
  const database = createDatabase(preparedFor(databaseUrl), {
    log,
    applicationName: 'decklog-ledger-reads',
  })
  const load: LoadStreams = names => loadStreams(database, names)
  const streams = new StreamCache(load)
  const hub = new LiveHub()
  const room = new DiskRoom(database, log)
  const writer = new LedgerWriter({
    streams,
    log,
    onCommit: rows => hub.publish(rows),
    hasRoom: () => !room.isShort,
  })
  const keeper = new LedgerKeeper({ databaseUrl, log, writer, onTaken: () => hub.overflow() })
  const scavenger = new Scavenger({
    store: createScavengeStore(database),
    load,
    clock,
    log,
    epoch: () => (room.isShort ? undefined : keeper.epoch),
  })
  const handlers = createServices(
    { streams, store: createAppendStore(database), writer, hub },
    settings.credential,
  )
  const server = createGrpcServer({
    handlers,
    maxMessageBytes,
    ...(settings.tls && { tls: settings.tls }),
  })
  return {
    async start() {
      await migrate(databaseUrl, ledgerMigrations, { log })
      await keeper.start()
      await room.start()
      const port = await listen(server, settings)
      scavenger.start()
      log.debug({ port }, 'The ledger node listens')
      return { port }
    },
    async stop() {
      room.stop()
      await scavenger.stop()
      await keeper.stop()
      // Lets the last answers out; subscriptions never end by themselves.
      await server.stop(graceMs)
      await database.close()
    },
  }
}

/** A plan that was made while the tables were empty must not scan or sort them when they have grown. */
function preparedFor(databaseUrl: string): string {
  const off = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin'].map(way => `-c enable_${way}=off`)
  const options = ['-c plan_cache_mode=force_generic_plan -c jit=off', ...off].join(' ')
  const separator = databaseUrl.includes('?') ? '&' : '?'
  return `${databaseUrl}${separator}options=${encodeURIComponent(options)}`
}

async function listen(
  server: GrpcServer,
  { host = '127.0.0.1', port }: LedgerNodeSettings,
): Promise<number> {
  try {
    return await server.listen(port, host)
  } catch (cause) {
    throw new NodeError(
      'DECKLOG_PORT_TAKEN',
      `Cannot listen on ${host}:${port}: ${textOf(cause)}`,
      { cause },
    )
  }
}
