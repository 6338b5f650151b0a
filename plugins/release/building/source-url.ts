/** The URL of a repository as an image may carry it: https where git says ssh, never with credentials. */
export function sourceUrl(remote: string): string {
  const ssh = /^(?:ssh:\/\/)?[^/@]+@([^:/]+)(?::\d+)?[:/](.+?)(?:\.git)?\/?$/.exec(remote)
  if (ssh) return `https://${ssh[1]}/${ssh[2]}`
  if (!URL.canParse(remote)) return ''
  const url = new URL(remote)
  return `${url.protocol}//${url.host}${url.pathname.replace(/(\.git)?\/?$/, '')}`
}
