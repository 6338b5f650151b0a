import ipaddr from 'ipaddr.js'
import type { Scheme } from './outbound.ts'

/** Where a call goes: a URL taken apart. */
export interface Target {
  readonly url: URL
  readonly scheme: Scheme
  /** A name, or an IP address in its usual form, without brackets. */
  readonly host: string
  readonly port: number
  readonly kind: 'name' | 'ip'
}

const defaultPorts = { http: 80, https: 443, tcp: undefined } as const
const allSchemes: readonly Scheme[] = ['http', 'https', 'tcp']

/** Takes a URL apart, or says what is wrong with it. Every spelling of an IP address becomes the usual one. */
export function parseTarget(
  text: string,
  schemes: readonly Scheme[] = allSchemes,
): Target | { readonly problem: string } {
  if (!URL.canParse(text)) return { problem: 'is not a URL' }
  const url = new URL(text)
  const scheme = schemes.find(one => `${one}:` === url.protocol)
  if (!scheme) return { problem: `must start with ${schemes.map(s => `${s}://`).join(' or ')}` }
  if (url.username !== '' || url.password !== '')
    return { problem: 'must not carry a user name or a password' }
  const host = hostOf(url)
  if (host === undefined) return { problem: 'names no host' }
  const port = url.port === '' ? defaultPorts[scheme] : Number(url.port)
  if (!port) return { problem: 'names no port' }
  if (scheme === 'tcp' && /[^/]/.test(url.pathname + url.search + url.hash))
    return { problem: 'must be tcp://host:port alone' }
  return { url, scheme, host, port, kind: ipaddr.isValid(host) ? 'ip' : 'name' }
}

// Only of the schemes it knows does URL turn 0x7f.1 into 127.0.0.1, so tcp borrows one.
function hostOf({ hostname }: URL): string | undefined {
  const borrowed = `http://${hostname}/`
  if (hostname === '' || !URL.canParse(borrowed)) return undefined
  return new URL(borrowed).hostname.replace(/^\[(.*)\]$/, '$1')
}
