// A process that seals until it has taken a step so many times, and then is killed by itself.
import { startSealing } from './sealing.ts'

const [ledgerUrl = '', databaseUrl = '', folder = '', step = '', times = '1'] =
  process.argv.slice(2)
let left = Number(times)
await startSealing(
  { teardown: () => undefined },
  { ledgerUrl, databaseUrl, folder },
  {
    stepped(taken) {
      if (taken === step && --left === 0) process.kill(process.pid, 'SIGKILL')
    },
  },
)
