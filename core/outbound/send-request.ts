import { type ClientRequest, type IncomingMessage, request as openHttp } from 'node:http'
import { request as openHttps } from 'node:https'
import { version } from '../config/package-root.ts'
import { connectionFailure, failed, type Phase } from './failed.ts'
import type { Route } from './find-route.ts'
import type { Answered, Failed, OutboundRequest } from './outbound.ts'
import { pinnedLookup } from './pinned-lookup.ts'

/** Sends one request on a connection of its own and reads so much of the answer as is wanted. */
export function sendRequest(
  route: Route,
  { method = 'GET', headers = {}, body, maxBytes = 65_536 }: OutboundRequest,
  signal: AbortSignal,
): Promise<Answered | Failed> {
  return new Promise((resolve, reject) => {
    const { target, addresses } = route
    const open = target.scheme === 'https' ? openHttps : openHttp
    const outgoing = open(target.url, {
      method,
      headers: { 'user-agent': `decklog/${version}`, ...headers },
      agent: false,
      lookup: pinnedLookup(addresses),
      signal,
    })
    const phase = followPhase(outgoing, target.scheme)
    outgoing.on('error', error => resolve(connectionFailure(phase(), error)))
    outgoing.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve(failed('protocol_error'))
    })
    outgoing.on('response', response => {
      readBody(response, maxBytes).then(
        read => resolve(read ? answered(response, read) : failed('protocol_error')),
        reject,
      )
    })
    outgoing.end(body)
  })
}

function followPhase(outgoing: ClientRequest, scheme: string): () => Phase {
  let phase: Phase = 'connecting'
  outgoing.once('socket', socket => {
    socket.once('connect', () => {
      phase = scheme === 'https' ? 'securing' : 'talking'
    })
    socket.once('secureConnect', () => {
      phase = 'talking'
    })
  })
  return () => phase
}

type Body = Pick<Answered, 'body' | 'extent'>

/** Reads to the end or to the limit; undefined when the other side hung up before either. */
function readBody(response: IncomingMessage, maxBytes: number): Promise<Body | undefined> {
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    let bytes = 0
    const finish = (extent: Answered['extent']): void =>
      resolve({ body: Buffer.concat(chunks).subarray(0, maxBytes).toString(), extent })
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes <= maxBytes) return
      finish('cut')
      response.destroy()
    })
    response.once('end', () => finish('whole'))
    response.once('error', () => resolve(undefined))
    response.once('close', () => resolve(undefined))
  })
}

function answered({ statusCode = 0, headers }: IncomingMessage, body: Body): Answered {
  const flat = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return { outcome: 'answered', status: statusCode, headers: Object.fromEntries(flat), ...body }
}
