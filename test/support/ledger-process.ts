import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { isLedgerReport } from '../../core/embedded/ledger-messages.ts'
import type { Teardown } from './postgres.ts'

const main = new URL('../../core/embedded/ledger-child.js', import.meta.url)

/** A ledger node in a process of its own, that can be killed and started again on the same port. */
export interface LedgerProcess {
  readonly url: string
  start(): Promise<void>
  kill(): Promise<void>
}

/** Starts a ledger node on a database as Decklog does. */
export async function createLedgerProcess(
  t: Teardown,
  databaseUrl: string,
): Promise<LedgerProcess> {
  let child: ChildProcess | undefined
  let port = 0
  const kill = async (): Promise<void> => {
    const running = child
    child = undefined
    if (!running?.connected) return
    const exit = once(running, 'exit')
    running.kill('SIGKILL')
    await exit
  }
  const start = async (): Promise<void> => {
    child = fork(main, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    child.send({ databaseUrl, port, logLevel: 'silent' })
    const [report]: unknown[] = await once(child, 'message')
    if (!isLedgerReport(report) || report.state !== 'ready')
      throw new Error(`The ledger node did not start: ${JSON.stringify(report)}`)
    port = report.port
  }
  t.teardown(kill)
  await start()
  return { url: `esdb://127.0.0.1:${port}?tls=false`, start, kill }
}
