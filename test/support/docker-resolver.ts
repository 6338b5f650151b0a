import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** A resolver that runs, and what it was asked. */
export interface DockerResolver {
  readonly asked: ReadonlySet<string>
  stop(): Promise<void>
}

const headerBytes = 12
const isAnswer = 0x8180
const noSuchName = 3
const typeA = 1

/** Starts what Docker has at 127.0.0.11 of every network, for one in which these services are all on loopback. */
export async function startDockerResolver(services: readonly string[]): Promise<DockerResolver> {
  const socket = createSocket('udp4')
  const asked = new Set<string>()
  socket.on('message', (query, { port, address }) => {
    const { name, type, bytes } = questionOf(query)
    asked.add(name)
    const isKnown = services.includes(name)
    const header = Buffer.alloc(headerBytes)
    query.copy(header, 0, 0, 2)
    header.writeUInt16BE(isKnown ? isAnswer : isAnswer | noSuchName, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(isKnown && type === typeA ? 1 : 0, 6)
    const found = isKnown && type === typeA ? [onLoopback] : []
    socket.send(Buffer.concat([header, bytes, ...found]), port, address)
  })
  socket.bind(53, '127.0.0.11')
  await once(socket, 'listening')
  return {
    asked,
    async stop() {
      socket.close()
      await once(socket, 'close')
    },
  }
}

// The name of the question, an address of the internet, for ten minutes as Docker says it: 127.0.0.1.
const onLoopback = Buffer.from('c00c 0001 0001 00000258 0004 7f000001'.replaceAll(' ', ''), 'hex')

function questionOf(query: Buffer): { name: string; type: number; bytes: Buffer } {
  const labels: string[] = []
  let at = headerBytes
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const bytes = query.subarray(headerBytes, at + 5)
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), bytes }
}
