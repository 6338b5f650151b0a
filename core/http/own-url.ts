/** The URL by which a server reaches itself: one that listens on all addresses does so on loopback. */
export function ownUrl({
  host,
  port,
}: {
  readonly host: string
  readonly port: number | string
}): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`
  if (host === '::') return `http://[::1]:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
