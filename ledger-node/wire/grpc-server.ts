import {
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { textOf } from '../../postgres/database-error.ts'
import { createDoor } from './door.ts'
import { GrpcCall } from './grpc-call.ts'
import { Intake } from './intake.ts'
import { RpcError, rpcStatus } from './rpc-error.ts'

/** Serves a call: the call ends well when this resolves, and with the error when it throws one. */
export type GrpcHandler = (call: GrpcCall) => Promise<void>

interface GrpcServerOptions {
  /** By the path of the method, as `/package.Service/Method`. */
  readonly handlers: ReadonlyMap<string, GrpcHandler>
  readonly maxMessageBytes: number
  /** How often clients are asked whether they are there, and how long they have to answer. */
  readonly pings?: Pings
  /** With it, who begins to speak TLS is answered so. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

interface Pings {
  readonly everyMs: number
  readonly withinMs: number
}

const usualPings: Pings = { everyMs: 5_000, withinMs: 15_000 }

/** A server of gRPC without encryption. */
export interface GrpcServer {
  /** Answers the port it listens on; 0 takes a free one. */
  listen(port: number, host: string): Promise<number>
  /** Lets calls that are under way end within this time, and closes. */
  stop(graceMs: number): Promise<void>
}

/** Bytes that a client may send ahead on all calls of its connection; on each it is what HTTP/2 says, 64 KiB. */
const windowBytes = 1024 * 1024
/** Bytes of requests that all calls together may hold. */
const maxHeldBytes = 128 * 1024 * 1024
/** And what each may hold whatever the others do, so that who brings little never waits for who brings much. */
const shareBytes = 1024 * 1024
/** In which a client has to say how it wants to speak, and to go when the connection is over. */
const settingsMs = 10_000
const goneMs = 1_000

/** Creates a server; nothing listens before `listen`. */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  const { handlers, maxMessageBytes, pings = usualPings } = options
  const sessions = new Set<ServerHttp2Session>()
  const limits = { maxMessageBytes, intake: new Intake(maxHeldBytes, shareBytes) }
  // What waits for slow readers is bounded call by call.
  const http2 = createServer({
    maxSessionMemory: Number.MAX_SAFE_INTEGER,
    maxOutstandingPings: 1_000,
  })
  const door = createDoor(options.tls, socket => {
    http2.once('session', session => watch(session, socket, pings))
    http2.emit('connection', socket)
  })
  http2.on('session', session => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
    session.setLocalWindowSize(windowBytes)
  })
  http2.on('stream', (stream, headers) => {
    if (isGrpc(headers)) void serve(new GrpcCall(stream, headers, limits), headers)
    else refuse(stream)
  })

  async function serve(call: GrpcCall, { ':path': path = '' }: IncomingHttpHeaders): Promise<void> {
    try {
      const handler = handlers.get(path)
      if (!handler) throw new RpcError(rpcStatus.unimplemented, `${path} is not served`)
      await handler(call)
      call.end()
    } catch (error) {
      const known = error instanceof RpcError
      call.fail(known ? error : new RpcError(rpcStatus.unknown, textOf(error)))
    }
  }

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const { server } = door
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          const address = server.address()
          resolve(typeof address === 'object' && address ? address.port : port)
        })
      }),
    async stop(graceMs) {
      const closed = new Promise(resolve => door.server.close(resolve))
      door.close()
      for (const session of sessions) session.close()
      await Promise.race([closed, delay(graceMs)])
      for (const session of sessions) session.destroy()
    },
  }
}

/**
 * Sees to it that a connection ends with its session, and the session with its client. Node leaves both open when the client has broken
 * the protocol, and says nothing: such a session does not answer pings.
 */
function watch(session: ServerHttp2Session, socket: Socket, { everyMs, withinMs }: Pings): void {
  const settings = setTimeout(() => session.destroy(), settingsMs)
  let isWaiting = false
  const ask = setInterval(() => {
    if (isWaiting || session.destroyed) return
    isWaiting = true
    const late = setTimeout(() => session.destroy(), withinMs)
    session.ping(() => {
      clearTimeout(late)
      isWaiting = false
    })
  }, everyMs)
  session.once('remoteSettings', () => clearTimeout(settings))
  session.on('error', () => session.destroy())
  session.once('close', () => {
    clearTimeout(settings)
    clearInterval(ask)
    setTimeout(() => socket.destroy(), goneMs).unref()
  })
}

function isGrpc(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.startsWith('application/grpc') === true
}

function refuse(stream: ServerHttp2Stream): void {
  stream.on('error', () => undefined)
  stream.respond({ ':status': 415 }, { endStream: true })
}
