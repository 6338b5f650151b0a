import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
/** With which TLS begins. */
const handshake = 0x16
const patienceMs = 10_000
const answer = 'This port speaks gRPC over HTTP/2 alone: use a client of EventStoreDB.\n'
const notImplemented =
  'HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Type: text/plain\r\n' +
  `Content-Length: ${answer.length}\r\n\r\n${answer}`

interface KeyAndCertificate {
  readonly key: string
  readonly cert: string
}

/**
 * Listens for connections and lets in who begins to speak HTTP/2 in time; who begins with TLS
 * goes on in it, where there is a key; who speaks HTTP/1.1 is told.
 */
export interface Door {
  readonly server: Server
  /** Drops everybody who has not been let in. */
  close(): void
}

/** Creates a door; `letIn` gets each connection as if nothing had been read of it. */
export function createDoor(
  tls: KeyAndCertificate | undefined,
  letIn: (socket: Socket) => void,
): Door {
  const outside = new Set<Socket>()
  const secure =
    tls &&
    createTlsServer({ ...tls, ALPNProtocols: ['h2'], handshakeTimeout: patienceMs }, socket => {
      socket.on('error', () => socket.destroy())
      greet(socket, undefined, () => letIn(socket))
    }).on('tlsClientError', (_error, socket) => socket.destroy())
  const server = createServer(socket => {
    outside.add(socket)
    const leave = (): unknown => outside.delete(socket)
    socket.once('close', leave).on('error', () => socket.destroy())
    const enter = (): void => {
      leave()
      letIn(socket)
    }
    greet(socket, secure && (() => secure.emit('connection', socket)), enter)
  })
  return {
    server,
    close() {
      for (const socket of outside) socket.destroy()
    },
  }
}

/** Looks at the first bytes, and puts them back. */
function greet(socket: Socket, encrypt: (() => void) | undefined, letIn: () => void): void {
  const timer = setTimeout(() => socket.destroy(), patienceMs)
  socket.once('close', () => clearTimeout(timer))
  let head = Buffer.alloc(0)
  const read = (): void => {
    const chunk: Buffer | null = socket.read()
    if (chunk === null) return
    head = Buffer.concat([head, chunk])
    const seen = Math.min(head.length, preface.length)
    const isHttp2 = head.compare(preface, 0, seen, 0, seen) === 0
    if (isHttp2 && head.length < preface.length) return
    socket.off('readable', read)
    clearTimeout(timer)
    const isTls = head[0] === handshake && encrypt !== undefined
    if (!isHttp2 && !isTls) return turnAway(socket, head)
    socket.unshift(head)
    if (isTls) encrypt()
    else letIn()
  }
  socket.on('readable', read)
}

function turnAway(socket: Socket, head: Buffer): void {
  if (/^[A-Z]+ /.test(head.toString('latin1', 0, 10))) socket.end(notImplemented)
  else socket.destroy()
  // Whoever does not close its end is cut off.
  socket.resume()
  setTimeout(() => socket.destroy(), 1_000).unref()
}
