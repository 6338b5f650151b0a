import { connect, type PeerCertificate as NodeCertificate, type TLSSocket } from 'node:tls'
import { keepable } from '../validation/text.ts'
import { connectionFailure, failed, type Phase } from './failed.ts'
import type { Route } from './find-route.ts'
import type { Connected, Failed, PeerCertificate } from './outbound.ts'
import { pinnedLookup } from './pinned-lookup.ts'

const longestText = 500

/** Shakes hands by TLS, shows the certificate of the other side whatever is wrong with it, and sends nothing more. */
export function showCertificate(
  { target, addresses }: Route,
  signal: AbortSignal,
): Promise<Connected | Failed> {
  return new Promise(resolve => {
    let phase: Phase = 'connecting'
    const { host, port, kind } = target
    const socket = connect({
      ...{ host, port, lookup: pinnedLookup(addresses) },
      ...(kind === 'name' ? { servername: host } : {}),
      // One that has expired is to be seen as well; nothing is told to whoever shows it.
      rejectUnauthorized: false,
    })
    const end = (): void => void socket.destroy()
    signal.addEventListener('abort', end, { once: true })
    socket.once('connect', () => (phase = 'securing'))
    socket.once('secureConnect', () => {
      const certificate = certificateOf(socket)
      resolve(certificate ? { outcome: 'connected', certificate } : failed('tls_failed'))
      end()
    })
    socket.on('error', error => resolve(connectionFailure(phase, error)))
    socket.once('close', () => {
      signal.removeEventListener('abort', end)
      resolve(failed(phase === 'connecting' ? 'connection_failed' : 'tls_failed'))
    })
  })
}

function certificateOf(socket: TLSSocket): PeerCertificate | undefined {
  const shown = socket.getPeerCertificate()
  const validFrom = new Date(shown.valid_from)
  const validTo = new Date(shown.valid_to)
  if (Number.isNaN(validTo.getTime()) || Number.isNaN(validFrom.getTime())) return undefined
  return {
    ...{ subject: nameIn(shown.subject), issuer: nameIn(shown.issuer) },
    altNames: keepable(shown.subjectaltname ?? '', longestText),
    ...{ validFrom, validTo, fingerprint256: shown.fingerprint256 },
    problem: socket.authorized ? null : keepable(String(socket.authorizationError), longestText),
  }
}

function nameIn(of: NodeCertificate['subject'] | undefined): string {
  const name: unknown = of?.CN ?? of?.O ?? ''
  return keepable(Array.isArray(name) ? name.join(', ') : String(name), longestText)
}
