// A process that starts the embedded Postgres in the data directory it is given and stays until it is killed.
import { pino } from 'pino'
import { createEmbeddedPostgres } from '../../core/embedded/postgres.ts'

const postgres = createEmbeddedPostgres({
  dataDir: process.argv[2] ?? '',
  log: pino({ level: 'silent' }),
})
const urls = await postgres.start()
process.send?.({ ...urls, pid: postgres.pid() })
