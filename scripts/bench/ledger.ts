import { parseArgs } from 'node:util'
import { createProgress } from '../../core/cli/progress.ts'
import { benchEvent } from './ledger/bench-event.ts'
import { openPostgresLimit } from './ledger/postgres-limit.ts'
import { printFigures } from './ledger/print-figures.ts'
import { runRounds } from './ledger/run-rounds.ts'
import { eventsToRead, scenarios } from './ledger/scenarios.ts'
import { startMemoryServer } from './ledger/memory-target.ts'
import { openTarget, type Target } from './ledger/target.ts'
import { openStage } from './open-stage.ts'

const usage = `npm run bench -- ledger [--url esdb://…]… [--database postgres://…] [--rounds 5] [--seconds 1.5] [--only text] [--json]

Measures servers side by side through the same client; without --url an embedded ledger node of its own. With several, ratios are
to the last one. Beside each figure: what the client reaches against a server that keeps nothing, and what Postgres commits by itself.
`
const warmUps = 300

/** Measures a ledger, or several side by side: appends, reads, catching up, and the way to a live subscriber. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      url: { type: 'string', multiple: true, default: [] },
      database: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '1.5' },
      only: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const { url: urls, database } = values
  const stage = await openStage({ url: urls[0], database })
  const memory = await startMemoryServer()
  const limit = await openPostgresLimit(stage.databaseUrl)
  const targets: Target[] = []
  try {
    for (const url of urls.length > 0 ? urls : [stage.ledgerUrl])
      targets.push(await openFilled(url))
    const client = await openTarget('client', memory.url, {
      events: 0,
      onProgress: () => undefined,
    })
    await Promise.all([...targets, client].map(warmUp))
    const chosen = scenarios.filter(({ name }) => name.includes(values.only))
    const times = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
    const figures = await runRounds(chosen, { targets, client, postgres: limit }, times)
    if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
    else printFigures(figures)
    await client.client.dispose()
  } finally {
    for (const { client } of targets) await client.dispose()
    await limit.close()
    memory.stop()
    await stage.close()
  }
}

async function openFilled(url: string): Promise<Target> {
  const { host } = new URL(url)
  const progress = createProgress(`filling ${host}`)
  const onProgress = (done: number): void => progress.update(done, eventsToRead, `${done} events`)
  const target = await openTarget(host, url, { events: eventsToRead, onProgress })
  progress.end()
  return target
}

async function warmUp(target: Target): Promise<void> {
  for (let i = 0; i < warmUps; i += 1)
    await target.client.appendToStream(target.streamOf(i), benchEvent(i))
}
