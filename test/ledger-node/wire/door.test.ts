import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t, { type Test } from 'tap'
import { createGrpcServer, type GrpcHandler } from '../../../ledger-node/wire/grpc-server.ts'
import { connectRaw, framed, statusOf } from '../../support/raw-ledger.ts'
import { until } from '../../support/until.ts'

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
const path = '/event_store.client.streams.Streams/Take'
const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])

async function start(
  t: Test,
  take: GrpcHandler = async () => undefined,
  withinMs = 200,
): Promise<number> {
  const handlers = new Map([[path, take]])
  const server = createGrpcServer({
    handlers,
    maxMessageBytes: 8 * 1024 * 1024,
    pings: { everyMs: 50, withinMs },
  })
  t.teardown(() => server.stop(10))
  return server.listen(0, '127.0.0.1')
}

/** Connects, and keeps its own end open whatever the other one does. */
async function open(t: Test, port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => undefined)
  t.teardown(() => socket.destroy())
  await new Promise(resolve => socket.once('connect', resolve))
  return socket
}

const descriptors = async (): Promise<number> => (await readdir('/proc/self/fd')).length

t.test('tells who speaks HTTP/1.1 what is spoken here', async t => {
  const port = await start(t)
  for (const request of ['GET / HTTP/1.1\r\nhost: x\r\n\r\n', 'POST /a HTTP/1.1\r\n\r\n']) {
    const response = await fetch(`http://127.0.0.1:${port}/`)
    t.equal(response.status, 501)
    t.match(await response.text(), /gRPC over HTTP\/2/)
    const socket = await open(t, port)
    socket.write(request)
    let answer = ''
    socket.on('data', chunk => (answer += String(chunk)))
    await until('it is answered', () => answer.startsWith('HTTP/1.1 501 '))
  }
})

t.test('takes the beginning of a connection in any pieces', async t => {
  const port = await start(t, undefined, 60_000)
  const socket = await open(t, port)
  let came = 0
  socket.on('data', chunk => (came += chunk.length))
  for (const byte of Buffer.from(preface)) {
    socket.write(Buffer.from([byte]))
    await new Promise(setImmediate)
  }
  socket.write(settings)
  await until('it says how it speaks', () => came > 0)
  t.notOk(socket.destroyed)
})

const broken: Readonly<Record<string, readonly Buffer[]>> = {
  'is no HTTP at all': [Buffer.from('\u0016\u0003\u0001\u0002')],
  'begins with a frame that none may begin with': [Buffer.from(preface), Buffer.alloc(9, 0xff)],
  'sends a frame that is too long': [
    Buffer.from(preface),
    settings,
    Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1]),
  ],
  'sends headers that cannot be read': [
    Buffer.from(preface),
    settings,
    Buffer.from([0, 0, 4, 1, 4, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff]),
  ],
  'sends data on no stream': [
    Buffer.from(preface),
    settings,
    Buffer.from([0, 0, 1, 0, 0, 0, 0, 0, 0, 1]),
  ],
  'says that it goes away': [
    Buffer.from(preface),
    settings,
    Buffer.from([0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
  ],
}

for (const [name, pieces] of Object.entries(broken))
  t.test(`keeps no descriptor of a client that ${name}`, async t => {
    const port = await start(t)
    const before = await descriptors()
    const sockets = await Promise.all(Array.from({ length: 10 }, () => open(t, port)))
    const gone = sockets.map(
      socket => new Promise(resolve => socket.resume().once('end', resolve).once('close', resolve)),
    )
    for (const socket of sockets) for (const piece of pieces) socket.write(piece)
    await Promise.all(gone)
    // Ten are this side's own.
    await until('its end is closed', async () => (await descriptors()) <= before + 10)
    t.pass()
  })

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

/** What is in use when all is collected that is not. */
function heldBytes(): number {
  if (typeof collect === 'function') collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

t.test('pieces of one byte cost about what they hold', async t => {
  let held = 0
  const take: GrpcHandler = async call => {
    await call.receive(message => (held += message.length))
  }
  const port = await start(t, take, 60_000)
  const bytes = framed(Buffer.alloc(200_000, 1))
  const call = connectRaw(t, `http://127.0.0.1:${port}`).call('Take')
  const status = statusOf(call)
  const before = heldBytes()
  for (let at = 0; at < bytes.length - 1; at += 1) {
    const flows = call.write(bytes.subarray(at, at + 1))
    if (!flows) await new Promise(resolve => call.once('drain', resolve))
  }
  const more = heldBytes() - before
  t.ok(more < 20 * bytes.length, `${more} bytes`)
  call.end(bytes.subarray(-1))
  t.equal(await status, '0')
  t.equal(held, 200_000)
})
