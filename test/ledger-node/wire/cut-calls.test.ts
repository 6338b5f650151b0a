import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import { constants, type ClientHttp2Stream } from 'node:http2'
import t from 'tap'
import { createLedgerClient } from '../../support/ledger-client.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import {
  appendEvent,
  appendOptions,
  batchAppend,
  connectRaw,
  statusOf,
  type RawLedger,
} from '../../support/raw-ledger.ts'

const url = await createTestLedgerUrl(t)

/** Ways in which a client stops in the middle of what it sends. */
const cuts: Readonly<Record<string, (raw: RawLedger, call: ClientHttp2Stream) => void>> = {
  RST_STREAM: (_raw, call) => call.close(constants.NGHTTP2_CANCEL),
  'RST_STREAM without an error': (_raw, call) => call.close(constants.NGHTTP2_NO_ERROR),
  FIN: raw => raw.socket.end(),
  'a cut socket': raw => raw.session.destroy(),
  GOAWAY: raw => {
    raw.session.goaway(constants.NGHTTP2_INTERNAL_ERROR)
    raw.session.destroy()
  },
  'the end within a message': (_raw, call) => call.end(appendEvent().subarray(0, 20)),
  'the end within the head of a message': (_raw, call) => call.end(appendEvent().subarray(0, 3)),
}

const written = (call: ClientHttp2Stream, bytes: Buffer): Promise<unknown> =>
  new Promise(resolve => call.write(bytes, resolve))

for (const [name, cut] of Object.entries(cuts))
  t.test(`an append that ${name} cuts short stores nothing`, async t => {
    const { stream, revisions } = createLedgerClient(t, url)
    const append = stream()
    const raw = connectRaw(t, url)
    const call = raw.call('Append')
    const status = statusOf(call)
    await written(call, Buffer.concat([appendOptions(append), appendEvent(), appendEvent()]))
    await answered(raw)
    cut(raw, call)
    const said = await status
    t.not(said, '0')
    await answered(connectRaw(t, url))
    t.equal(await revisions(append), 'stream-not-found')
  })

t.test('no cancelled append is taken for one that has ended', async t => {
  const { stream, revisions } = createLedgerClient(t, url)
  const raw = connectRaw(t, url)
  for (let n = 0; n < 100; n += 1) {
    const append = stream()
    const call = raw.call('Append')
    const status = statusOf(call)
    await written(call, Buffer.concat([appendOptions(append), appendEvent()]))
    call.close(constants.NGHTTP2_CANCEL)
    await status
    if ((await revisions(append)) !== 'stream-not-found') t.fail(`try ${n} has stored something`)
  }
  t.pass('100 tries')
})

t.test('what is whole is stored, however it is cut into pieces', async t => {
  const { stream, revisions } = createLedgerClient(t, url)
  const append = stream()
  const call = connectRaw(t, url).call('Append')
  const status = statusOf(call)
  const bytes = Buffer.concat([appendOptions(append), appendEvent(), appendEvent()])
  for (const byte of bytes) await written(call, Buffer.from([byte]))
  call.end()
  t.equal(await status, '0')
  t.equal(await revisions(append), '0 1')
})

t.test('a read, a delete and a batch that end within a message are refused', async t => {
  const { seeded, revisions, stream } = createLedgerClient(t, url)
  const name = await seeded(1)
  for (const method of ['Read', 'Delete', 'Tombstone', 'Append', 'BatchAppend']) {
    const call = connectRaw(t, url).call(method)
    const status = statusOf(call)
    call.end(appendOptions(name).subarray(0, -2))
    t.equal(await status, '13', method)
  }
  t.equal(await revisions(name), '0')
  const call = connectRaw(t, url).call('BatchAppend')
  const status = statusOf(call)
  const [whole, part] = [stream(), stream()]
  call.end(Buffer.concat([batchAppend(whole, 2), batchAppend(part, 2).subarray(0, -3)]))
  t.equal(await status, '13')
  t.equal(await revisions(part), 'stream-not-found')
})

t.test('a batch that is cut before its last message stores nothing of it', async t => {
  const { stream, revisions } = createLedgerClient(t, url)
  const name = stream()
  const raw = connectRaw(t, url)
  const call = raw.call('BatchAppend')
  await written(call, batchAppend(name, 2, { isFinal: false }))
  call.close(constants.NGHTTP2_CANCEL)
  await answered(raw)
  t.equal(await revisions(name), 'stream-not-found')
})

t.test('of a batch that was refused nothing is stored, whatever else comes of it', async t => {
  const { stream, revisions } = createLedgerClient(t, url)
  const [name, other] = [stream(), stream()]
  const call = connectRaw(t, url).call('BatchAppend')
  const status = statusOf(call)
  const id = randomUUID()
  const tooMuch = { id, data: Buffer.alloc(2 * 1024 * 1024) }
  await written(call, batchAppend(name, 1, { ...tooMuch, isFinal: false }))
  await written(call, batchAppend(name, 2, { id, isFinal: false }))
  await written(call, batchAppend(name, 2, { id }))
  await written(call, batchAppend(other, 1, { id }))
  call.end()
  t.equal(await status, '0')
  t.equal(await revisions(name), 'stream-not-found')
  t.equal(await revisions(other), '0', 'the id can be used again')
})

t.test('an append of the official client that times out is stored whole or not at all', async t => {
  const { revisions } = createLedgerClient(t, url)
  const client = EventStoreDBClient.connectionString(url)
  t.teardown(() => client.dispose())
  const credentials = { username: 'admin', password: 'changeit' }
  const events = Array.from({ length: 900 }, (_, n) => jsonEvent({ type: 't', data: { n } }))
  const counts = new Set<number>()
  for (let deadline = 1; deadline <= 25; deadline += 1) {
    const name = `cut-${randomUUID()}`
    await client.appendToStream(name, events, { credentials, deadline }).catch(() => undefined)
    const found = await revisions(name)
    counts.add(found === 'stream-not-found' ? 0 : found.split(' ').length)
  }
  for (const count of counts) t.ok(count === 0 || count === 900, `${count} events`)
})

/** Resolves when the node has taken what was sent before on this connection. */
async function answered(raw: RawLedger): Promise<void> {
  const call = raw.call('Nothing')
  call.end()
  await statusOf(call)
}
