// A process that starts the embedded ledger node on the database it is given and stays until it is killed.
import { pino } from 'pino'
import { createLedgerProcess } from '../../core/embedded/ledger-process.ts'

const databaseUrl = process.argv[2] ?? ''
const ledger = createLedgerProcess({
  databaseUrl: async () => databaseUrl,
  port: 0,
  log: pino({ level: 'silent' }),
})
await ledger.start()
process.send?.(ledger.pid())
