import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { v7 } from 'uuid'
import { median, printFigure, quantile } from '../figures.ts'
import { cpuMsOf, type Ground } from './ground.ts'
import { bytesOf } from './load.ts'

const listeners = 2_000
/** A token may follow so many streams. */
const ofToken = 100
const changes = 20
const told = '"topic":"boards"'

/** Measures how long a change of a board takes to reach 2,000 listeners, and what it costs for each. */
export async function measureListeners({ own, caller }: Ground): Promise<void> {
  const heard = createHeard()
  const sockets: Socket[] = []
  try {
    for (let from = 0; from < listeners; from += ofToken) {
      const token = await readToken(caller.call)
      const opening = Array.from({ length: ofToken }, () => listen(own.url, token, heard.note))
      sockets.push(...(await Promise.all(opening)))
    }
    const tellMs: number[] = []
    const cpuMs: number[] = []
    for (let at = -1; at < changes; at += 1) {
      const before = await cpuMsOf(own.pid)
      const startMs = performance.now()
      const all = heard.next(listeners)
      await caller.call('PUT', `/api/v1/boards/${v7()}`, {
        name: `told ${at}`,
        slug: `told-${at + 1}`,
      })
      await all
      if (at < 0) continue
      tellMs.push(performance.now() - startMs)
      cpuMs.push(((await cpuMsOf(own.pid)) - before) / listeners)
    }
    const [p50, most] = [median(tellMs), quantile(tellMs, 1)].map(ms => ms.toFixed(0))
    const cpu = (cpuMs.reduce((sum, ms) => sum + ms, 0) / changes).toFixed(3)
    printFigure(
      'a change to 2,000 listeners',
      `p50 ${p50} ms, most ${most} ms; CPU ${cpu} ms a listener`,
    )
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

async function readToken(
  call: (method: string, path: string, body: object) => Promise<string>,
): Promise<string> {
  const request = { name: 'bench', kind: 'service', scopes: ['read'] }
  const { secret }: { secret: string } = JSON.parse(await call('POST', '/api/v1/tokens', request))
  return secret
}

function createHeard() {
  let count = 0
  let wanted = Infinity
  let settle = (): void => {}
  return {
    note(): void {
      count += 1
      if (count >= wanted) settle()
    },
    next(many: number): Promise<void> {
      count = 0
      wanted = many
      return new Promise(resolve => (settle = resolve))
    },
  }
}

async function listen(url: string, token: string, note: () => void): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(bytesOf(url, { method: 'GET', path: '/api/v1/stream?topics=boards', token }))
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('data', first => {
      if (/^HTTP\/1.1 200/.test(first.toString('latin1'))) resolve()
      else reject(new Error(first.toString('latin1').slice(0, 300)))
    })
  })
  socket.on('data', chunk => {
    if (chunk.includes(told)) note()
  })
  return socket
}
