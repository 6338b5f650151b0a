import { createConnection } from 'node:net'
import Joi from 'joi'
import t from 'tap'
import type { Route } from '../../../../core/http/route.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'

const take: Route = {
  method: 'POST',
  path: '/api/v1/take',
  scope: 'operate',
  summary: 'Takes little.',
  tags: ['test'],
  payload: Joi.object().unknown(),
  response: Joi.any(),
  handle: async () => ({ body: {} }),
}

const piece = Buffer.alloc(65_536, 0x20)
const pieces = 320

/** How a body is announced. */
type Framing = 'length' | 'chunks'

interface Outcome {
  readonly status: string
  readonly error: string | undefined
}

/** Sends all of a body of 20 MB, as a client does that looks for an answer only when it has sent everything. */
async function send(port: number, head: readonly string[], framing: Framing): Promise<Outcome> {
  const socket = createConnection({ port, host: '127.0.0.1' })
  let answer = ''
  let error: string | undefined
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.on('error', (fault: NodeJS.ErrnoException) => (error = fault.code ?? fault.message))
  const length = `content-length: ${piece.length * pieces}`
  const framed = framing === 'length' ? length : 'transfer-encoding: chunked'
  socket.write([...head, 'host: x', framed, '', ''].join('\r\n'))
  for (let sent = 0; sent < pieces && !socket.destroyed; sent += 1) {
    const chunk = framing === 'length' ? piece : asChunk(piece)
    if (!socket.write(chunk)) await drained(socket)
  }
  if (framing === 'chunks') socket.write('0\r\n\r\n')
  socket.on('data', data => {
    answer += data.toString()
    if (answer.includes('\r\n\r\n')) socket.end()
  })
  await closed
  return { status: answer.slice(9, 12), error }
}

function asChunk(bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${bytes.length.toString(16)}\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ])
}

function drained(socket: ReturnType<typeof createConnection>): Promise<void> {
  return new Promise(resolve => {
    socket.once('drain', resolve)
    socket.once('close', () => resolve())
  })
}

t.test('answers who is refused while the body is still being sent', async t => {
  const edge = await createHttpEdge(t, { routes: [take], settings: { requestsPerSecond: 8 } })
  const { url } = await edge.server.start()
  const port = Number(new URL(url).port)
  const path = '/api/v1/take'
  const json = 'content-type: application/json'
  const bearer = `authorization: ${edge.bearer('operate')['authorization']}`
  const reader = `authorization: ${edge.bearer('read')['authorization']}`
  for (const framing of ['length', 'chunks'] as const) {
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['401', [`POST ${path} HTTP/1.1`, json]],
      ['403', [`POST ${path} HTTP/1.1`, json, reader]],
      ['404', ['POST /nowhere HTTP/1.1', json]],
      ['405', [`DELETE ${path} HTTP/1.1`, json, bearer]],
      ['413', [`POST ${path} HTTP/1.1`, json, bearer]],
      [
        framing === 'length' ? '413' : '415',
        [`POST ${path} HTTP/1.1`, 'content-type: text/plain', bearer],
      ],
    ]
    for (const [status, head] of cases)
      t.strictSame(
        await send(port, head, framing),
        { status, error: undefined },
        `${status} ${framing}`,
      )
  }
})

t.test('answers who asks too often while the body is still being sent', async t => {
  const edge = await createHttpEdge(t, { routes: [take], settings: { requestsPerSecond: 1 } })
  const { url } = await edge.server.start()
  const bearer = edge.bearer('operate')
  const head = [
    'POST /api/v1/take HTTP/1.1',
    'content-type: application/json',
    `authorization: ${bearer['authorization']}`,
  ]
  for (const framing of ['length', 'chunks'] as const) {
    let answer: Outcome = { status: '', error: undefined }
    // A second that ends between the two requests begins a new count, so they are sent again.
    for (let tries = 0; tries < 5 && answer.status !== '429'; tries += 1) {
      await fetch(`${url}/api/v1/take`, { method: 'POST', headers: bearer })
      answer = await send(Number(new URL(url).port), head, framing)
      t.equal(answer.error, undefined, `${answer.status} ${framing}`)
    }
    t.equal(answer.status, '429', framing)
  }
})
