import { createLedgerNode } from '../../ledger-node/ledger-node.ts'
import { createTestDatabase, type Teardown } from './postgres.ts'
import { silentLog } from './silent-log.ts'

/**
 * Answers the URL of a ledger: the one that DECKLOG_EVENTSTORE_URL names, or else a node of the test's own that stops with
 * the test.
 */
export async function createTestLedgerUrl(t: Teardown): Promise<string> {
  const given = process.env['DECKLOG_EVENTSTORE_URL']
  if (given !== undefined) return given
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
  const { port } = await node.start()
  t.teardown(() => node.stop())
  return `esdb://127.0.0.1:${port}?tls=false`
}
