import { parseArgs } from 'node:util'
import { fill } from './projections/fill.ts'
import { withGround, type Ground } from './projections/ground.ts'
import { measureReplays } from './projections/replays.ts'
import { measureVisible } from './projections/visible.ts'
import { measureWriting } from './projections/writing.ts'

const usage = `npm run bench -- projections [--events 200000] [--rounds 3] [--only replays|visible|writing] [--url esdb://…] [--database postgres://…]

Replays, the way from an append to a visible row, and the writer, each beside the bare client.
`

const parts: Readonly<Record<string, (ground: Ground) => Promise<void>>> = {
  replays: async ground => {
    await fill(ground)
    await measureReplays(ground)
  },
  visible: measureVisible,
  writing: measureWriting,
}

/** Measures replays, the way from an append to a visible row, and the writer, each beside the bare client. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      events: { type: 'string', default: '200000' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      url: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const { url, database, only } = values
  const events = Number(values.events)
  const rounds = Number(values.rounds)
  await withGround({ events, rounds, url, database }, async ground => {
    for (const [name, measure] of Object.entries(parts))
      if (name.includes(only)) await measure(ground)
  })
}
