import { once } from 'node:events'
import { createServer } from 'node:http'
import t from 'tap'
import { runDecklog, until } from '../../support/decklog-process.ts'

const told = (position: number) => ({
  ...{ id: 'i', stream: 'disk-1', revision: '0', position: String(position), type: 'disk.Sampled' },
  ...{ data: {}, metadata: {}, received_at: 'r', recorded_at: 'r' },
})

t.test('follows through an outage, without doubling, until it is interrupted', async t => {
  let newest = 3
  let isDown = false
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams
    response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' })
    if (isDown) return response.end(JSON.stringify({ code: 'DECKLOG_LEDGER_UNAVAILABLE' }))
    const after = Number(query.get('after') ?? newest - 1)
    const events = newest > after ? [told(after + 1)] : []
    const cursor = String(after + events.length)
    return response.end(JSON.stringify({ events, cursor, complete: after + 1 >= newest }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const url = `http://127.0.0.1:${port}`
  const child = runDecklog(['events', '--follow', '--json', '--url', url, '--token', 'x'])
  t.teardown(() => child.kill('SIGKILL'))
  let out = ''
  child.stdout?.on('data', chunk => (out += String(chunk)))
  const seen = (): number[] =>
    out
      .split('\n')
      .filter(line => line !== '')
      .map(line => Number(JSON.parse(line).position))

  await until(() => server.listening)
  await once(server, 'request')
  newest = 5
  await until(() => seen().length === 2)
  isDown = true
  newest = 6
  await once(server, 'request')
  isDown = false
  await until(() => seen().length === 3)
  t.same(seen(), [4, 5, 6], 'what was there before is not shown')
  const exit = once(child, 'exit')
  child.kill('SIGINT')
  t.same(await exit, [0, null])
})
