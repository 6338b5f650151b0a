const dockerHub = 'docker.io'
// Names by which Docker Hub's registry answers too.
const hubNames = ['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']

const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const domainForm = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`)

/** A reference's registry as it was written, and what follows it. */
export interface SplitReference {
  readonly domain: string
  readonly remainder: string
}

/**
 * Tells registry and repository apart: the first part is a registry when it has a dot or a colon, is `localhost`, or is not in
 * lower case; otherwise the image is one of Docker Hub's, and without a namespace one of its `library`.
 */
export function splitDomain(text: string): SplitReference {
  const slash = text.indexOf('/')
  const first = text.slice(0, slash)
  const isDomain =
    slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
  const domain = isDomain ? first : dockerHub
  const remainder = isDomain ? text.slice(slash + 1) : text
  const ofHub = readDomain(domain) === dockerHub
  return {
    domain,
    remainder: ofHub && !remainder.includes('/') ? `library/${remainder}` : remainder,
  }
}

/** The one spelling of a registry: lower case, without the port of https, addresses shortened. Undefined when it is none. */
export function readDomain(domain: string): string | undefined {
  if (!domainForm.test(domain)) return undefined
  const url = `https://${domain}`
  if (!URL.canParse(url)) return undefined
  const { host } = new URL(url)
  return hubNames.includes(host) ? dockerHub : host
}
