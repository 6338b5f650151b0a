// A process that folds one probe until it is killed.
import { createProbe } from './probe.ts'
import { createReadSide } from './read-side.ts'

const [ledgerUrl = '', databaseUrl = '', probeName = ''] = process.argv.slice(2)
const lasting = { teardown: (): void => undefined }
const probe = createProbe(probeName)
await createReadSide(lasting, { ledgerUrl, databaseUrl, probe }).start()
process.send?.('started')
