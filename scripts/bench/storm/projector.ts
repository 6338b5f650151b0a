// A process that folds every projection until it is killed.
import { pino } from 'pino'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import { openReadSide } from '../read-side.ts'
import { loadBuiltIn } from './built-in.ts'

const [ledgerUrl = '', databaseUrl = '', holder = ''] = process.argv.slice(2)
const log = pino({ level: 'error' }, pino.destination(2))
const ledger = createLedger({ url: ledgerUrl, log })
await openReadSide({ ledger, databaseUrl, holder, log, ...(await loadBuiltIn()) }).start()
process.send?.('started')
