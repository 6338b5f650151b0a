import { ledgerPortTaken } from './check-ports.ts'
import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import type { Logger } from 'pino'
import { childEnvironment } from '../config/child-environment.ts'
import { DecklogError } from '../errors.ts'
import type { HealthSource } from '../telemetry/health.ts'
import { isLedgerReport, type LedgerOrder, type LedgerReport } from './ledger-messages.ts'
import type { LedgerAccess } from './ledger-access.ts'
import { stopChild } from './stop-child.ts'
import { createSupervisor, type RunningServer } from './supervisor.ts'

const readyWithinMs = 30_000
// What a node handles is short-lived: with less room for it the process stays small, and is as fast. With ever less at rest, as V8
// would have it, it would be looked through every second.
const youngHeap = ['--min-semi-space-size=8', '--max-semi-space-size=8']
// The same file as source or as built.
const entry = new URL(`./ledger-child${extname(import.meta.url)}`, import.meta.url)

interface LedgerProcessOptions {
  /** Answers the database that the node keeps its events in; the process gets ready while this is awaited. */
  databaseUrl(): Promise<string>
  /** On 127.0.0.1; 0 takes a free one, and keeps it. */
  readonly port: number
  /** What opens the node; without it everybody may call it. */
  readonly access?: Pick<LedgerAccess, 'credential' | 'tls'>
  readonly log: Logger
}

/** The embedded ledger node in a process of its own, started again when it dies; it dies with this process. */
export interface LedgerProcess extends HealthSource {
  /** Resolves with the node's URL when it serves; DECKLOG_PORT_TAKEN when the port is another's. */
  start(): Promise<{ readonly url: string; readonly port: number }>
  stop(): Promise<void>
  /** Process id of the node, while it runs. */
  pid(): number | undefined
}

/** Creates the process of the embedded ledger node. */
export function createLedgerProcess({
  databaseUrl,
  port,
  access,
  log,
}: LedgerProcessOptions): LedgerProcess {
  let served = port
  const opening = access && { credential: access.credential, tls: access.tls }
  const userInfo = access ? `${access.credential.user}:${access.credential.secret}@` : ''
  const supervisor = createSupervisor({
    name: 'embedded-ledger',
    log,
    async launch(signal) {
      const order = async (): Promise<LedgerOrder> => {
        return { databaseUrl: await databaseUrl(), port: served, logLevel: log.level, ...opening }
      }
      const started = await startNode(order, signal)
      served = started.port
      return started.server
    },
  })
  return {
    pid: () => supervisor.pid(),
    health: () => supervisor.health(),
    stop: () => supervisor.stop(),
    async start() {
      await supervisor.start()
      return { url: `esdb://${userInfo}127.0.0.1:${served}?tls=false`, port: served }
    },
  }
}

async function startNode(
  prepare: () => Promise<LedgerOrder>,
  signal: AbortSignal,
): Promise<{ readonly port: number; readonly server: RunningServer }> {
  const child = fork(entry, [], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, ...youngHeap],
    env: childEnvironment(),
  })
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(`could not be run: ${error.message}`))
    child.once('exit', (code, by) => resolve(`ended (${by ?? `exit code ${code}`})`))
  })
  const stop = (): Promise<void> => stopChild(child, ['SIGTERM', 'SIGKILL'], 1500)
  try {
    const order = await prepare()
    if (child.connected) child.send(order)
    const outcome = await Promise.race([reportOf(child), ended, givenUp(signal)])
    if (typeof outcome === 'object' && outcome.state === 'ready')
      return { port: outcome.port, server: { pid: child.pid ?? 0, ended, stop } }
    throw failure(outcome, order.port)
  } catch (error) {
    await stop()
    throw error
  }
}

function reportOf(child: ChildProcess): Promise<LedgerReport> {
  return new Promise(resolve => {
    child.on('message', message => {
      if (isLedgerReport(message)) resolve(message)
    })
  })
}

function givenUp(signal: AbortSignal): Promise<string> {
  return new Promise(resolve => {
    const expired = AbortSignal.any([signal, AbortSignal.timeout(readyWithinMs)])
    const seconds = readyWithinMs / 1000
    expired.addEventListener('abort', () => resolve(`was not ready within ${seconds} s`))
  })
}

function failure(outcome: LedgerReport | string, port: number): DecklogError {
  if (typeof outcome === 'string')
    return new DecklogError('DECKLOG_EMBEDDED_FAILED', `The embedded ledger node ${outcome}.`)
  if (outcome.state === 'failed' && outcome.code !== 'DECKLOG_PORT_TAKEN')
    return new DecklogError(outcome.code, outcome.message)
  return ledgerPortTaken(port)
}
