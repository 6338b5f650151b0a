import {
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import { setTimeout as delay } from 'node:timers/promises'
import { textOf } from '../../postgres/database-error.ts'
import { GrpcCall } from './grpc-call.ts'
import { RpcError, rpcStatus } from './rpc-error.ts'

/** Serves a call: the call ends well when this resolves, and with the error when it throws one. */
export type GrpcHandler = (call: GrpcCall) => Promise<void>

interface GrpcServerOptions {
  /** By the path of the method, as `/package.Service/Method`. */
  readonly handlers: ReadonlyMap<string, GrpcHandler>
  readonly maxMessageBytes: number
}

/** A server of gRPC without encryption. */
export interface GrpcServer {
  /** Answers the port it listens on; 0 takes a free one. */
  listen(port: number, host: string): Promise<number>
  /** Lets calls that are under way end within this time, and closes. */
  stop(graceMs: number): Promise<void>
}

/** Bytes that a client may send ahead, of one call and of all calls of its connection. */
const windowBytes = 1024 * 1024

/** Creates a server; nothing listens before `listen`. */
export function createGrpcServer({ handlers, maxMessageBytes }: GrpcServerOptions): GrpcServer {
  const sessions = new Set<ServerHttp2Session>()
  const server = createServer({
    settings: { initialWindowSize: windowBytes },
    // What waits for slow readers is bounded call by call.
    maxSessionMemory: Number.MAX_SAFE_INTEGER,
  })
  server.on('session', session => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
    session.setLocalWindowSize(windowBytes)
  })
  server.on('stream', (stream, headers) => {
    if (isGrpc(headers)) void serve(new GrpcCall(stream, headers, maxMessageBytes), headers)
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
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          const address = server.address()
          resolve(typeof address === 'object' && address ? address.port : port)
        })
      }),
    async stop(graceMs) {
      const closed = new Promise(resolve => server.close(resolve))
      for (const session of sessions) session.close()
      await Promise.race([closed, delay(graceMs)])
      for (const session of sessions) session.destroy()
    },
  }
}

function isGrpc(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.startsWith('application/grpc') === true
}

function refuse(stream: ServerHttp2Stream): void {
  stream.on('error', () => undefined)
  stream.respond({ ':status': 415 }, { endStream: true })
}
