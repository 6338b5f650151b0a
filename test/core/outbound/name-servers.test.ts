import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createOutbound } from '../../../core/outbound/create-outbound.ts'
import type { Outbound } from '../../../core/outbound/outbound.ts'
import {
  addressesIn,
  candidatesOf,
  createSystemResolver,
  readSearch,
} from '../../../core/outbound/system-resolver.ts'
import { until } from '../../support/until.ts'
import { allowed } from '../../support/rounds.ts'

interface NameServer {
  readonly address: string
  readonly asked: string[]
}

const loopback = ['127.0.0.1/32']
const forGood = new AbortController().signal

/** A name server that gives the names it knows 127.0.0.1, says of `unknown` names that there are none, and of all others nothing. */
async function serveNames(t: Test, known: readonly string[]): Promise<NameServer> {
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = readQuestion(query)
    asked.push(name)
    const isKnown = known.includes(name)
    if (!isKnown && !name.startsWith('unknown')) return
    socket.send(answer(query, { end, isKnown, isV4: type === 1 }), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  t.teardown(() => socket.close())
  return { address: `127.0.0.1:${socket.address().port}`, asked }
}

function readQuestion(query: Buffer) {
  const labels: string[] = []
  let at = 12
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + size).toString())
    at += size + 1
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function answer(
  query: Buffer,
  { end, isKnown, isV4 }: { end: number; isKnown: boolean; isV4: boolean },
) {
  const head = Buffer.from(query.subarray(0, end))
  head.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2)
  head.writeUInt16BE(isKnown && isV4 ? 1 : 0, 6)
  head.writeUInt16BE(0, 8)
  head.writeUInt16BE(0, 10)
  if (!isKnown || !isV4) return head
  return Buffer.concat([
    head,
    Buffer.from('c00c00010001000000000004', 'hex'),
    Buffer.from([127, 0, 0, 1]),
  ])
}

async function serveHttp(t: Test): Promise<number> {
  const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

/** The way out of a machine with one name server and nothing else to ask. */
async function createGround(t: Test, known: readonly string[]) {
  const server = await serveNames(t, known)
  const files = {
    hosts: '127.0.0.1 hosted.example alias # a comment\n',
    resolv: 'search inner.example\n',
  }
  const folder = t.testdir(files)
  const system: string[] = []
  const resolve = createSystemResolver({
    servers: [server.address],
    hostsFile: join(folder, 'hosts'),
    resolverFile: join(folder, 'resolv'),
    askSystem: async name => {
      system.push(name)
      return name === 'unknown-but-here' ? ['127.0.0.1'] : []
    },
  })
  return { server, system, resolve, outbound: createOutbound({ allow: loopback, resolve }) }
}

async function call(outbound: Outbound, url: string, share: string, timeoutMs = 5_000) {
  const startMs = performance.now()
  const result = await outbound.request({ url, share, timeoutMs })
  return { result, ms: performance.now() - startMs }
}

t.test('names that nobody answers for cost their own board, and no other', async t => {
  const port = await serveHttp(t)
  const { outbound, server } = await createGround(t, ['well.example'])
  const tarPit = Array.from({ length: 50 }, (_, n) =>
    call(outbound, `http://silent${n}.example`, 'board:a', 5_000),
  )
  let given = 0
  for (const waiting of tarPit) void waiting.then(() => (given += 1))
  await until('the tar pit is asked', () => server.asked.some(name => name.startsWith('silent')))
  const url = `http://well.example:${port}`
  for (const share of ['board:b', 'webhook:chat', 'rollout']) {
    const { result } = await call(outbound, url, share)
    t.match(result, { outcome: 'answered', body: 'here' }, share)
  }
  t.equal(given, 0, 'while all of the tar pit still wait')
  for (const { result, ms } of await Promise.all(tarPit)) {
    t.match(result, { failure: 'timed_out' })
    t.ok(ms < allowed(6_000))
  }
})

t.test(
  'a look-up ends with the call that wants it, and the next of its share is asked',
  async t => {
    const { outbound, server } = await createGround(t, [])
    const names = ['one', 'two', 'three', 'four']
    const calls = names.map(name => call(outbound, `http://${name}.silent`, 'board:a', 150))
    await Promise.all(calls)
    const late = ['five', 'six'].map(name =>
      call(outbound, `http://${name}.silent`, 'board:a', 2_000),
    )
    await until('both are asked', () =>
      ['five', 'six'].every(name => server.asked.includes(`${name}.silent`)),
    )
    await Promise.all(late)
  },
)

t.test('one who gives up leaves the look-up to another who wants the same', async t => {
  const port = await serveHttp(t)
  let tell = (_addresses: readonly string[]): void => {}
  let aborted = false
  const outbound = createOutbound({
    allow: loopback,
    resolve: (_name, signal) => {
      signal.addEventListener('abort', () => (aborted = true))
      return new Promise(resolve => (tell = resolve))
    },
  })
  const url = `http://slow.example:${port}`
  const patient = call(outbound, url, 'board:a', 5_000)
  t.match((await call(outbound, url, 'board:a', 20)).result, { failure: 'timed_out' })
  t.equal(aborted, false)
  tell(['127.0.0.1'])
  t.match((await patient).result, { outcome: 'answered' })
})

t.test('a look-up that nobody waits for is cancelled', async t => {
  let aborted = 0
  const outbound = createOutbound({
    allow: [],
    resolve: (_name, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted += 1
          reject(new Error('cancelled'))
        })
      }),
  })
  for (const name of ['a', 'b', 'c'])
    t.match((await call(outbound, `http://${name}.example`, 'board:a', 20)).result, {
      failure: 'timed_out',
    })
  await until('all were cancelled', () => aborted === 3)
})

t.test('asks the hosts file, then the name servers, then whatever else there is', async t => {
  const { resolve, server, system } = await createGround(t, [
    'known.example',
    'short.inner.example',
  ])
  t.strictSame(await resolve('Hosted.example', forGood), ['127.0.0.1'])
  t.strictSame(server.asked, [])
  t.strictSame(await resolve('known.example', forGood), ['127.0.0.1'])
  t.strictSame(await resolve('short', forGood), ['127.0.0.1'], 'completed by the search list')
  t.strictSame(system, [])
  t.strictSame(await resolve('unknown-but-here', forGood), ['127.0.0.1'])
  t.strictSame(await resolve('unknown.example', forGood), [])
  t.strictSame(system, ['unknown-but-here', 'unknown.example'])
})

t.test('what cannot be ended is asked for one name at a time', async t => {
  const server = await serveNames(t, [])
  let asked = 0
  const resolve = createSystemResolver({
    servers: [server.address],
    hostsFile: '/nonexistent',
    resolverFile: '/nonexistent',
    askSystem: () => {
      asked += 1
      return new Promise(() => {})
    },
  })
  void resolve('unknown1.example', forGood)
  await until('it is asked', () => asked === 1)
  t.strictSame(await resolve('unknown2.example', forGood), [])
  t.equal(asked, 1)
})

t.test('reads a hosts file as the system does', async t => {
  const hosts =
    '# all\n127.0.0.1\tlocalhost Web01 web # mine\n::1 localhost\nnonsense web\n10.0.0.1 web'
  t.strictSame(addressesIn(hosts, 'localhost'), ['127.0.0.1', '::1'])
  t.strictSame(addressesIn(hosts, 'WEB'), ['127.0.0.1', '10.0.0.1'])
  t.strictSame(addressesIn(hosts, 'mine'), [])
})

t.test('completes names as the system does', async t => {
  const search = readSearch(
    'domain old.example\nsearch a.example b.example\noptions ndots:2 rotate\n',
  )
  t.strictSame(search, { domains: ['a.example', 'b.example'], ndots: 2 })
  t.strictSame(candidatesOf('web', search), ['web.a.example', 'web.b.example', 'web'])
  t.strictSame(candidatesOf('web.x.y', search), [
    'web.x.y',
    'web.x.y.a.example',
    'web.x.y.b.example',
  ])
  t.strictSame(candidatesOf('web.', search), ['web'])
  t.strictSame(candidatesOf('web.x', readSearch('')), ['web.x'])
})
