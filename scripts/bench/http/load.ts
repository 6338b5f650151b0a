import { connect, type Socket } from 'node:net'

/** One request, as it is sent. */
export interface Ask {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly token?: string
  readonly body?: object
}

/** What came of asking. */
export interface Load {
  /** Answers of a status other than 2xx; they are no answers. */
  readonly failed: number
  readonly answers: number
  readonly seconds: number
  /** How long each answer took, in milliseconds. */
  readonly answerMs: readonly number[]
}

const headEnd = '\r\n\r\n'

/** Asks over so many connections, on each one after another and in turn of `asks`, for so many seconds. */
export async function load(
  url: string,
  asks: readonly Ask[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Load> {
  const requests = asks.map(ask => bytesOf(url, ask))
  const answerMs: number[] = []
  const startMs = performance.now()
  const endMs = startMs + seconds * 1_000
  let next = 0
  let failed = 0
  const run = async (): Promise<void> => {
    const caller = await openCaller(url)
    try {
      for (let beganMs = performance.now(); beganMs < endMs;) {
        const request = requests[next++ % requests.length]
        const outcome = request && (await caller.ask(request))
        const nowMs = performance.now()
        if (outcome === 'answered') answerMs.push(nowMs - beganMs)
        else failed += 1
        beganMs = nowMs
      }
    } finally {
      caller.close()
    }
  }
  await Promise.all(Array.from({ length: connections }, run))
  return {
    answers: answerMs.length,
    failed,
    answerMs,
    seconds: (performance.now() - startMs) / 1_000,
  }
}

/** A request as bytes: a client that made them anew each time would take the time that the server needs. */
export function bytesOf(url: string, { method, path, token, body }: Ask): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    ...(body === undefined
      ? []
      : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
  ]
  return Buffer.from(lines.join('\r\n') + headEnd + text)
}

type Outcome = 'answered' | 'failed'

/** One connection, on which one request is under way at a time. */
interface Caller {
  ask(request: Buffer): Promise<Outcome>
  close(): void
}

/** Opens a connection. */
async function openCaller(url: string): Promise<Caller> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  await new Promise<void>((resolve, reject) =>
    socket.once('connect', resolve).once('error', reject),
  )
  return callerOn(socket)
}

function callerOn(socket: Socket): Caller {
  let settle: { resolve(outcome: Outcome): void; reject(error: Error): void } | undefined
  let outcome: Outcome = 'answered'
  let head = ''
  let missing = -1
  const end = (error?: Error): void => {
    const waiting = settle
    settle = undefined
    if (error) waiting?.reject(error)
    else waiting?.resolve(outcome)
  }
  socket.on('error', end).on('close', () => end(new Error('the server hung up')))
  socket.on('data', chunk => {
    if (missing < 0) {
      head += chunk.toString('latin1')
      const at = head.indexOf(headEnd)
      if (at < 0) return
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
      if (length === undefined) return end(new Error(head.slice(0, 500)))
      outcome = /^HTTP\/1.1 2/.test(head) ? 'answered' : 'failed'
      missing = at + headEnd.length + Number(length) - head.length
      head = ''
    } else missing -= chunk.length
    if (missing > 0) return
    missing = -1
    end()
  })
  return {
    ask: request =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}
