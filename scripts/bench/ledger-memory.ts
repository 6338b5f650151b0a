import { parseArgs } from 'node:util'
import { EventStoreDBClient } from '@eventstore/db-client'
import { createProgress } from '../../core/cli/progress.ts'
import { benchEvents } from './ledger/bench-event.ts'
import { openOwnNode } from './ledger/own-node.ts'
import { countThrough, openFollowers } from './ledger/followers.ts'

const usage = `npm run bench -- ledger-memory [--events 1000000] [--followers 200] [--stopped 20]

Memory of an embedded ledger node of its own: while that many events are appended, while they are read, and with subscriptions of
which some have stopped reading; and how long it takes to start on them.
`
const atOnce = 500
const appenders = 4
const streams = 1_000

/** Measures the memory of a ledger node, and its start with many events. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      events: { type: 'string', default: '1000000' },
      followers: { type: 'string', default: '200' },
      stopped: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const events = Number(values.events)
  const more = Math.ceil(events / 500)
  const node = await openOwnNode()
  const client = EventStoreDBClient.connectionString(node.url)
  const print = async (what: string): Promise<void> => {
    process.stdout.write(`${what.padEnd(52)}${String(await node.memoryMb()).padStart(6)} MB\n`)
  }
  try {
    await print('started, empty')
    for (let part = 1; part <= 4; part += 1) {
      await append(client, ((part - 1) * events) / 4, (part * events) / 4)
      await print(`${(part * events) / 4} events appended`)
    }
    await countThrough(client, events)
    await print(`${events} events read by one subscription`)
    const followers = await openFollowers(client, Number(values.followers), Number(values.stopped))
    await print(`${values.followers} subscriptions, ${values.stopped} of them stopped`)
    await append(client, events, events + more)
    await followers.readersAt(more)
    await print(`${more} more appended and delivered to those that read`)
    followers.resume()
    await followers.allAt(more)
    await print('those that had stopped have caught up')
    await followers.close()
    process.stdout.write(`start with ${events} events: ${Math.round(await node.restart())} ms\n`)
    await print('started again')
  } finally {
    await client.dispose()
    await node.close()
  }
}

async function append(client: EventStoreDBClient, from: number, to: number): Promise<void> {
  const progress = createProgress(`appending to ${to}`)
  let next = from
  const work = async (): Promise<void> => {
    while (next < to) {
      const first = next
      next += atOnce
      const stream = `ledgerMemory-${(first / atOnce) % streams}`
      await client.appendToStream(stream, benchEvents(Math.min(atOnce, to - first), first))
      progress.update(next - from, to - from, `${next} events`)
    }
  }
  await Promise.all(Array.from({ length: appenders }, work))
  progress.end()
}
