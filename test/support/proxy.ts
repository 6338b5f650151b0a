import {
  createConnection,
  createServer,
  type AddressInfo,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net'
import { join } from 'node:path'
import type { Teardown } from './postgres.ts'

/**
 * What the network does: `pass`; `black_hole`, where everything stays silent and what was sent meanwhile arrives once it passes
 * again; `reset`, where every connection is cut; `refuse`, where nobody listens; `cut_after_request`, where a request arrives,
 * its answer does not, and the connection is cut; `latency`, where each piece takes `latencyMs`.
 */
export type ProxyMode = 'pass' | 'black_hole' | 'reset' | 'refuse' | 'cut_after_request' | 'latency'

const latencyMs = 100
const cutAfterMs = 50

/** A network between a client and a server on this machine, that breaks when told to. */
export interface Proxy {
  /** The server's URL, through the proxy. */
  readonly url: string
  readonly port: number
  set(mode: ProxyMode): Promise<void>
}

/** Opens a proxy to the server of a URL, behind a TCP port or a Unix socket of Postgres; it closes when the test ends. */
export async function createProxy(t: Teardown, url: string): Promise<Proxy> {
  const proxy = new FaultyProxy(addressOf(new URL(url)))
  const port = await proxy.listen(0)
  t.teardown(() => proxy.close())
  return { url: withAddress(url, `127.0.0.1:${port}`), port, set: mode => proxy.set(mode) }
}

function addressOf({ hostname, port }: URL): NetConnectOpts {
  const host = decodeURIComponent(hostname)
  if (host.startsWith('/')) return { path: join(host, '.s.PGSQL.5432') }
  return { host, port: Number(port) }
}

function withAddress(url: string, address: string): string {
  return url.replace(/(\/\/(?:[^@/]*@)?)[^/?]*/, `$1${address}`)
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

class FaultyProxy {
  readonly #target: NetConnectOpts
  readonly #pairs = new Set<Pair>()
  #listener: Server | undefined
  #mode: ProxyMode = 'pass'
  #port = 0

  constructor(target: NetConnectOpts) {
    this.#target = target
  }

  async listen(port: number): Promise<number> {
    const listener = createServer(client => this.#accept(client))
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject).listen(port, '127.0.0.1', resolve)
    })
    this.#listener = listener
    const address: string | AddressInfo | null = listener.address()
    this.#port = typeof address === 'object' && address ? address.port : port
    return this.#port
  }

  async set(mode: ProxyMode): Promise<void> {
    const before = this.#mode
    this.#mode = mode
    if (mode === 'reset' || mode === 'refuse') this.#cutAll()
    if (mode === 'refuse') await this.#unlisten()
    else if (before === 'refuse') await this.listen(this.#port)
    for (const pair of this.#pairs) this.#flow(pair)
  }

  async close(): Promise<void> {
    this.#cutAll()
    await this.#unlisten()
  }

  async #unlisten(): Promise<void> {
    const listener = this.#listener
    this.#listener = undefined
    if (listener) await new Promise(resolve => listener.close(resolve))
  }

  #accept(client: Socket): void {
    if (this.#mode === 'reset') {
      client.resetAndDestroy()
      return
    }
    const server = createConnection(this.#target)
    const pair = { client, server }
    this.#pairs.add(pair)
    client.setNoDelay(true)
    server.setNoDelay(true)
    for (const socket of [client, server]) {
      socket.on('error', () => this.#cut(pair)).on('close', () => this.#cut(pair))
    }
    client.on('data', piece => this.#toServer(pair, piece))
    server.on('data', piece => this.#toClient(pair, piece))
    this.#flow(pair)
  }

  #flow({ client, server }: Pair): void {
    for (const socket of [client, server]) {
      if (this.#mode === 'black_hole') socket.pause()
      else socket.resume()
    }
  }

  #toServer(pair: Pair, piece: Buffer): void {
    this.#send(pair.server, piece)
    if (this.#mode === 'cut_after_request') setTimeout(() => this.#cut(pair), cutAfterMs)
  }

  #toClient(pair: Pair, piece: Buffer): void {
    if (this.#mode !== 'cut_after_request') this.#send(pair.client, piece)
  }

  #send(socket: Socket, piece: Buffer): void {
    const write = (): void => {
      if (!socket.destroyed) socket.write(piece)
    }
    if (this.#mode === 'latency') setTimeout(write, latencyMs)
    else write()
  }

  #cutAll(): void {
    for (const pair of this.#pairs) this.#cut(pair)
  }

  #cut(pair: Pair): void {
    this.#pairs.delete(pair)
    if (!pair.client.destroyed) pair.client.resetAndDestroy()
    if (!pair.server.destroyed) pair.server.destroy()
  }
}
