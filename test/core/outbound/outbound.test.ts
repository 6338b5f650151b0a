import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { createOutbound } from '../../../core/outbound/create-outbound.ts'
import { packageRoot } from '../../../core/config/package-root.ts'
import { outboundFailures, type Failed } from '../../../core/outbound/outbound.ts'
import type { Resolve } from '../../../core/outbound/resolver.ts'
import type { Teardown } from '../../support/postgres.ts'

const loopback = ['127.0.0.0/8']
const secret = 'what-the-other-side-said'

async function listen(t: Teardown, server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(async () => {
    for (const socket of sockets) socket.destroy()
    if (server.listening) await once(server.close(), 'close')
  })
  return (server.address() as AddressInfo).port
}

const serve = (t: Teardown, answer: RequestListener): Promise<number> =>
  listen(t, createHttpServer(answer))

/** A TCP server that does as told with each connection. */
const accept = (t: Teardown, use: (socket: Socket) => void): Promise<number> =>
  listen(
    t,
    createServer(socket => {
      socket.on('error', () => undefined)
      use(socket)
    }),
  )

function nameServer(names: Readonly<Record<string, readonly (readonly string[])[]>>): Resolve {
  const asked = new Map<string, number>()
  return async name => {
    const answers = names[name] ?? []
    const turn = asked.get(name) ?? 0
    asked.set(name, turn + 1)
    const answer = answers[Math.min(turn, answers.length - 1)]
    if (!answer) throw new Error('ENOTFOUND')
    return answer
  }
}

const isFailure = (failure: Failed['failure']): object => ({
  outcome: 'failed',
  failure,
  message: new RegExp(`^${outboundFailures[failure]}`),
})

t.test('answers what the other side says, whatever it is', async t => {
  const outbound = createOutbound({ allow: loopback })
  const port = await serve(t, (request, response) => {
    response.setHeader('set-cookie', ['a=1', 'b=2'])
    response.writeHead(request.url === '/moved' ? 302 : 201, { location: '/elsewhere' })
    request.pipe(response)
  })
  const url = `http://127.0.0.1:${port}`
  t.match(await outbound.request({ url, method: 'POST', body: '{"a":"é"}' }), {
    ...{ outcome: 'answered', status: 201, body: '{"a":"é"}', extent: 'whole' },
    headers: { 'set-cookie': 'a=1, b=2' },
  })
  t.match(
    await outbound.request({ url: `${url}/moved` }),
    { status: 302, headers: { location: '/elsewhere' }, body: '' },
    'a redirect is an answer',
  )
})

t.test('says who asks and sends what it is told to', async t => {
  const outbound = createOutbound({ allow: loopback })
  const port = await serve(t, (request, response) =>
    response.end(JSON.stringify([request.method, request.headers])),
  )
  const answer = await outbound.request({
    url: `http://127.0.0.1:${port}`,
    headers: { 'x-signature': 'abc' },
  })
  t.match(answer, { body: /^\["GET".*"user-agent":"decklog\/.*"x-signature":"abc"/ })
})

t.test('reads no more of a body than it was asked to', async t => {
  const outbound = createOutbound({ allow: loopback })
  const port = await serve(t, (request, response) => {
    response.write('x'.repeat(65_536))
    if (request.url !== '/whole') response.write('y'.repeat(1_000_000))
    if (request.url !== '/endless') response.end()
  })
  const get = (path: string, maxBytes?: number) =>
    outbound.request({ url: `http://127.0.0.1:${port}${path}`, ...(maxBytes && { maxBytes }) })
  const whole = await get('/whole')
  t.match(whole, { extent: 'whole', body: /^x{65536}$/ })
  for (const path of ['/long', '/endless'])
    t.match(await get(path), { extent: 'cut', body: /^x{65536}$/ }, path)
  t.match(await get('/whole', 10), { extent: 'cut', body: 'x'.repeat(10) })
})

t.test('says in which way a call came to nothing', async t => {
  const outbound = createOutbound({
    allow: loopback,
    resolve: nameServer({ 'mute.example': [[]] }),
  })
  const ports = {
    silent: await accept(t, () => undefined),
    hangsUp: await accept(t, socket => socket.once('data', () => socket.end())),
    resets: await accept(t, socket => socket.once('data', () => socket.resetAndDestroy())),
    babbles: await accept(t, socket => socket.end(`${secret}\r\n\r\n`)),
    breaksOff: await accept(t, socket =>
      socket.once('data', () =>
        socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n${secret}`),
      ),
    ),
    upgrades: await accept(t, socket =>
      socket.once('data', () =>
        socket.write('HTTP/1.1 101 Go\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      ),
    ),
    drips: await serve(t, (_request, response) => void response.write('{')),
    closed: await listen(t, createServer()),
  }
  const expected: Readonly<Record<string, Failed['failure']>> = {
    [`http://127.0.0.1:${ports.silent}`]: 'timed_out',
    [`http://127.0.0.1:${ports.drips}`]: 'timed_out',
    [`http://127.0.0.1:${ports.hangsUp}`]: 'protocol_error',
    [`http://127.0.0.1:${ports.resets}`]: 'protocol_error',
    [`http://127.0.0.1:${ports.babbles}`]: 'protocol_error',
    [`http://127.0.0.1:${ports.breaksOff}`]: 'protocol_error',
    [`http://127.0.0.1:${ports.upgrades}`]: 'protocol_error',
    [`https://127.0.0.1:${ports.babbles}`]: 'tls_failed',
    'http://127.0.0.1:1': 'connection_refused',
    'http://mute.example': 'name_unresolved',
    'http://unknown.example': 'name_unresolved',
    'http://10.0.0.1': 'address_refused',
    'tcp://127.0.0.1:1': 'address_refused',
  }
  for (const [url, failure] of Object.entries(expected)) {
    // What fails by itself may take its time.
    const isLate = failure === 'timed_out'
    const result = await outbound.request({ url, timeoutMs: isLate ? 200 : 30_000 })
    t.match(result, isFailure(failure), `${url} ${failure}`)
    t.notMatch(JSON.stringify(result), secret)
  }
})

t.test('believes no certificate that nobody it knows has signed', async t => {
  const outbound = createOutbound({ allow: loopback })
  const file = (name: string) => readFile(join(packageRoot, 'test/fixtures/tls', name))
  const [key, cert] = await Promise.all([file('key.pem'), file('self-signed.pem')])
  const port = await listen(
    t,
    createTlsServer({ key, cert }, (_, response) => response.end()),
  )
  const result = await outbound.request({ url: `https://127.0.0.1:${port}` })
  t.match(result, isFailure('tls_failed'))
})

t.test('connects, and says in which way it could not', async t => {
  const outbound = createOutbound({ allow: loopback })
  const port = await accept(t, () => undefined)
  t.strictSame(await outbound.connect({ url: `tcp://127.0.0.1:${port}` }), { outcome: 'connected' })
  t.strictSame(await outbound.connect({ url: `tcp://0x7f.1:${port}` }), { outcome: 'connected' })
  t.match(await outbound.connect({ url: 'tcp://127.0.0.1:1' }), isFailure('connection_refused'))
  t.match(await outbound.connect({ url: 'tcp://192.168.0.1:1' }), isFailure('address_refused'))
  t.match(await outbound.connect({ url: `http://127.0.0.1:${port}` }), isFailure('address_refused'))
})

t.test('a name that leads elsewhere a moment later is judged again', async t => {
  let calls = 0
  const port = await serve(t, (_request, response) => {
    calls += 1
    response.end()
  })
  const url = `http://rebinding.example:${port}`
  const outbound = createOutbound({
    allow: [],
    resolve: nameServer({ 'rebinding.example': [['1.1.1.1'], ['127.0.0.1'], ['1.1.1.1']] }),
  })
  await outbound.check({ url, field: 'runtime.url' })
  t.match(await outbound.request({ url }), isFailure('address_refused'))
  t.equal(calls, 0, 'nothing was sent')
})

t.test('connects to the addresses it has judged, and to no others', async t => {
  const port = await serve(t, (_request, response) => response.end('here'))
  const outbound = createOutbound({
    allow: loopback,
    resolve: nameServer({
      'mixed.example': [['169.254.169.254', '::1', '127.0.0.1'], ['10.0.0.1']],
    }),
  })
  t.match(await outbound.request({ url: `http://mixed.example:${port}` }), { body: 'here' })
})

t.test(
  'an address of the configuration reaches the inside, but not what is never called',
  async t => {
    const outbound = createOutbound({ allow: [] })
    const port = await serve(t, (_request, response) => response.end())
    const source = 'configuration'
    t.match(await outbound.request({ url: `http://127.0.0.1:${port}`, source }), { status: 200 })
    for (const host of ['169.254.169.254', '[fd00:ec2::254]', '[64:ff9b::7f00:1]', '0.0.0.0'])
      t.match(
        await outbound.request({ url: `http://${host}:${port}`, source }),
        isFailure('address_refused'),
        host,
      )
  },
)

t.test('refuses to set an address that may not be called, naming field and setting', async t => {
  const outbound = createOutbound({
    allow: loopback,
    resolve: nameServer({
      'inside.example': [['10.0.0.1']],
      'mixed.example': [['10.0.0.1', '1.1.1.1']],
    }),
  })
  const code = 'DECKLOG_ADDRESS_REFUSED'
  const refused = { code, fields: [{ field: 'runtime.url', message: /^runtime\.url / }] }
  const check = (url: string) => outbound.check({ url, field: 'runtime.url' })
  await t.rejects(check('http://10.0.0.1/secret-path'), {
    ...refused,
    message: /outboundAllow \(DECKLOG_OUTBOUND_ALLOW\)/,
  })
  for (const url of ['http://inside.example', 'http://169.254.169.254', 'file:///etc/passwd'])
    await t.rejects(check(url), refused, url)
  await t.rejects(
    outbound.check({ url: 'http://1.1.1.1', field: 'tcp', schemes: ['tcp'] }),
    { code },
    'another scheme than the field takes',
  )
  for (const url of [
    'http://127.1:8080',
    'tcp://1.1.1.1:5',
    'http://mixed.example',
    'http://later.example',
  ])
    await t.resolves(check(url), url)
})

t.test('an abort ends a call', async t => {
  const outbound = createOutbound({ allow: loopback })
  const port = await accept(t, () => undefined)
  const stop = new AbortController()
  const call = outbound.request({ url: `http://127.0.0.1:${port}`, signal: stop.signal })
  stop.abort()
  await t.rejects(call, { name: 'AbortError' })
  await t.rejects(outbound.connect({ url: 'tcp://127.0.0.1:1', signal: stop.signal }), {
    name: 'AbortError',
  })
})

t.test(
  'a name server that keeps silent holds up two look-ups, and none beyond its deadline',
  async t => {
    let asked = 0
    const outbound = createOutbound({
      allow: [],
      resolve: () => {
        asked += 1
        return new Promise(() => undefined)
      },
    })
    const calls = ['a', 'a', 'b', 'c', 'd'].map(name =>
      outbound.request({ url: `http://${name}.example`, timeoutMs: 50 }),
    )
    for (const result of await Promise.all(calls)) t.match(result, isFailure('timed_out'))
    t.equal(asked, 2)
  },
)
