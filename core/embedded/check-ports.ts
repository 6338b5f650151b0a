import { once } from 'node:events'
import { createServer } from 'node:net'
import { codeOf, DecklogError } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { findRunning } from './run-file.ts'

type Wanted = Pick<Settings, 'host' | 'port' | 'ledgerPort' | 'eventstoreUrl' | 'dataDir'>

/** Finds out, before any server is started, whether the ports of the settings are free; DECKLOG_PORT_TAKEN says which is not. */
export async function checkPorts(settings: Wanted): Promise<void> {
  // Another Decklog on the same data holds them rightly: its lock says better what is wrong.
  if (await findRunning(settings.dataDir)) return
  const { host, port, ledgerPort, eventstoreUrl } = settings
  if (!(await isFree(host, port))) throw apiPortTaken(host, port)
  if (!eventstoreUrl && !(await isFree('127.0.0.1', ledgerPort))) throw ledgerPortTaken(ledgerPort)
}

/** The port of the API is in use. */
export function apiPortTaken(host: string, port: number, cause?: unknown): DecklogError {
  const message =
    `Port ${port} of ${host} is in use. Set DECKLOG_PORT to another for the API ` +
    '(0 takes a free one), or stop what listens there.'
  return new DecklogError('DECKLOG_PORT_TAKEN', message, { cause })
}

/** The port of the embedded ledger node is in use. */
export function ledgerPortTaken(port: number): DecklogError {
  return new DecklogError(
    'DECKLOG_PORT_TAKEN',
    `Port ${port} of the embedded ledger node is in use. To use the EventStoreDB that is there, set ` +
      `DECKLOG_EVENTSTORE_URL=esdb://127.0.0.1:${port}?tls=false; to run the node elsewhere, set DECKLOG_LEDGER_PORT to ` +
      'another port (0 takes a free one).',
  )
}

async function isFree(host: string, port: number): Promise<boolean> {
  if (port === 0) return true
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    return true
  } catch (error) {
    // Whatever else is wrong with it is told by who listens there.
    return codeOf(error) !== 'EADDRINUSE'
  } finally {
    server.close()
  }
}
