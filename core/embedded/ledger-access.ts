import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { createCertificate, type KeyAndCertificate } from '../../ledger-node/certificate.ts'
import type { Credential } from '../../ledger-node/credential.ts'

/** What opens a ledger node, kept in the data directory and made on the first start. */
export interface LedgerAccess {
  readonly credential: Credential
  readonly tls: KeyAndCertificate
  /** Where the secret is, and the certificate by which clients know the node. */
  readonly secretFile: string
  readonly certFile: string
}

const user = 'decklog'
const localHosts = ['localhost', '127.0.0.1', '::1']
const renewBeforeMs = 30 * 24 * 3_600_000

/** Reads what opens the ledger node of a data directory, or makes it; the certificate is for this machine, and for `host`. */
export async function loadLedgerAccess(dataDir: string, host?: string): Promise<LedgerAccess> {
  const folder = join(dataDir, 'ledger')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const [secretFile, certFile] = [join(folder, 'secret'), join(folder, 'cert.pem')]
  const kept = (await read(secretFile))?.trim()
  const secret = kept || (await write(secretFile, randomBytes(32).toString('base64url')))
  const hosts = [...new Set([...localHosts, ...(host === undefined ? [] : [host])])]
  const tls = await loadCertificate(join(folder, 'key.pem'), certFile, hosts)
  return { credential: { user, secret }, tls, secretFile, certFile }
}

async function loadCertificate(
  keyFile: string,
  certFile: string,
  hosts: readonly string[],
): Promise<KeyAndCertificate> {
  const [key, cert] = await Promise.all([read(keyFile), read(certFile)])
  if (key && cert && serves({ key, cert }, hosts)) return { key, cert }
  const made = createCertificate(hosts, new Date())
  await write(keyFile, made.key)
  await write(certFile, made.cert)
  return made
}

function serves({ key, cert }: KeyAndCertificate, hosts: readonly string[]): boolean {
  try {
    const certificate = new X509Certificate(cert)
    // They are two files: a start that was cut short can have left the key of one and the certificate of another.
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return false
    const isFor = (host: string): boolean =>
      (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined
    return Date.parse(certificate.validTo) > Date.now() + renewBeforeMs && hosts.every(isFor)
  } catch {
    return false
  }
}

async function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
}

// Renamed into place, so that a start that was cut short leaves nothing half written.
async function write(path: string, text: string): Promise<string> {
  await writeFile(`${path}.new`, `${text.trimEnd()}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
  return text
}
