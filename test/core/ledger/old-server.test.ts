import t, { type Test } from 'tap'
import { createGrpcServer, type GrpcHandler } from '../../../ledger-node/wire/grpc-server.ts'
import { controlMessages } from '../../../ledger-node/protocol/control-messages.ts'
import { encodeAppend } from '../../../ledger-node/protocol/frames.ts'
import { readReadRequest } from '../../../ledger-node/protocol/read-request.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type { SubscribeOptions } from '../../../core/ledger/ledger.ts'
import { silentLog } from '../../support/silent-log.ts'

const count = 3
const draft = {
  type: 'adapter.Tested',
  isJson: true,
  data: Buffer.from('{}'),
  metadata: Buffer.alloc(0),
}
const frames = Array.from({ length: count }, (_, i) => {
  const id = `00000000-0000-4000-8000-00000000000${i}`
  const place = { stream: Buffer.from('old-1'), firstRevision: i, firstPosition: i + 1 }
  return encodeAppend([{ ...draft, id }], { ...place, recordedAtMs: 1_700_000_000_000 })
})

/** Answers reads and subscriptions as servers did before they said `caughtUp` and which methods they have. */
const read: GrpcHandler = async call => {
  const request = readReadRequest(await call.request())
  const after =
    request.from === 'end' ? count : Number(request.from === 'start' ? 0n : request.from)
  if (request.count !== undefined) return call.write(frames.at(-1) ?? Buffer.alloc(0))
  call.write(controlMessages.confirmation('00000000-0000-4000-8000-0000000000ff').bytes)
  for (const frame of frames.slice(after)) call.write(frame)
  await new Promise<void>(resolve => call.onClose(resolve))
}

async function follow(t: Test, after: SubscribeOptions['after']): Promise<readonly bigint[]> {
  const handlers = new Map([['/event_store.client.streams.Streams/Read', read]])
  const server = createGrpcServer({ handlers, maxMessageBytes: 1024 })
  const port = await server.listen(0, '127.0.0.1')
  const ledger = createLedger({ url: `esdb://127.0.0.1:${port}?tls=false`, log: silentLog })
  t.teardown(async () => {
    await ledger.close()
    await server.stop(0)
  })
  const positions: bigint[] = []
  const stop = new AbortController()
  const types = ['adapter.Tested']
  for await (const batch of ledger.subscribe({ types, after, signal: stop.signal })) {
    positions.push(...batch.events.map(event => event.position))
    if (batch.live) stop.abort()
  }
  return positions
}

t.test('is live when a server that does not say so has sent what was there', async t => {
  t.strictSame(await follow(t, 'start'), [1n, 2n, 3n])
  t.strictSame(await follow(t, 1n), [2n, 3n])
})

t.test('is live at once when nothing was left to send', async t => {
  t.strictSame(await follow(t, 3n), [])
  t.strictSame(await follow(t, 'end'), [])
})
