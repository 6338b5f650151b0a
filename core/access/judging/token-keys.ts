import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../errors.ts'
import type { Settings } from '../../settings.ts'
import type { Grant, SecretDigest } from '../tokens/token.ts'

/** Where the token of a secret may be found, under one key. */
export interface Locator {
  readonly keyId: string
  readonly locator: string
}

/** The HMAC keys of this deployment. */
export interface TokenKeys {
  /** Id of the newest key, which signs. */
  readonly newestId: string
  /** What is to be kept of a secret: an HMAC, under the newest key, of it and of what it is good for. */
  digest(secret: string, grant: Grant): SecretDigest
  /** Tells whether a secret is the one of which this was kept, and the grant the one it was made for. */
  opens(secret: string, grant: Grant, kept: SecretDigest): boolean
  /** Where its token may be found, newest key first. */
  locators(secret: string): readonly Locator[]
  /** HMAC of other text under the newest key, kept apart from those of secrets by its purpose. */
  sign(purpose: string, text: string): string
  /** The same under every key, newest first: what was signed before the keys were rotated is one of them. */
  signatures(purpose: string, text: string): readonly string[]
}

/** Takes the keys of the settings, or those in the data directory, which are made on the first start. */
export async function loadTokenKeys(
  settings: Pick<Settings, 'tokenKeys' | 'dataDir'>,
): Promise<TokenKeys> {
  if (settings.tokenKeys.length > 0) return createTokenKeys(settings.tokenKeys)
  const path = join(settings.dataDir, 'token-keys')
  const kept = (await readKeys(path)) ?? (await makeKeys(path))
  return createTokenKeys(kept.split('\n').filter(line => line !== ''))
}

/** Makes digests under a list of keys, newest first. */
export function createTokenKeys(secrets: readonly string[]): TokenKeys {
  const keys = secrets.map(secret => ({ id: keyIdOf(secret), secret }))
  const [newest] = keys
  if (newest === undefined) throw new Error('A deployment needs at least one token key')
  return {
    newestId: newest.id,
    digest: (secret, grant) => ({
      keyId: newest.id,
      digest: boundDigest(newest.secret, secret, grant),
      locator: locatorOf(newest.secret, secret),
    }),
    opens(secret, grant, { keyId, digest, locator }) {
      const key = keys.find(({ id }) => id === keyId)?.secret
      if (key === undefined) return false
      if (locator === undefined) return isSame(digest, plainDigest(key, secret))
      return isSame(digest, boundDigest(key, secret, grant))
    },
    locators: secret =>
      keys.flatMap(key => [
        { keyId: key.id, locator: locatorOf(key.secret, secret) },
        { keyId: key.id, locator: locatorIn({ digest: plainDigest(key.secret, secret) }) },
      ]),
    sign: (purpose, text) => hmac(newest.secret, `${purpose}\0${text}`),
    signatures: (purpose, text) => keys.map(key => hmac(key.secret, `${purpose}\0${text}`)),
  }
}

/** By what a kept secret is found; of one whose digest is of the secret alone, by the beginning of that. */
export function locatorIn({ digest, locator }: Omit<SecretDigest, 'keyId'>): string {
  return locator ?? digest.slice(0, 32)
}

// Finds, and proves nothing: what proves is the digest.
function locatorOf(key: string, secret: string): string {
  return hmac(key, `locator\0${secret}`).slice(0, 32)
}

function boundDigest(key: string, secret: string, grant: Grant): string {
  const { tokenId, kind, subject, scopes, boards, expiresAt } = grant
  const bound = JSON.stringify([tokenId, kind, subject, scopes, boards, expiresAt])
  return hmac(key, `grant\0${bound}\0${secret}`)
}

// As they were made before they were bound to anything.
function plainDigest(key: string, secret: string): string {
  return hmac(key, `token\0${secret}`)
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

// The id is public: it names the key inside every token and event, and must not help to guess it.
function keyIdOf(secret: string): string {
  return createHash('sha256').update(`decklog key id\0${secret}`).digest('hex').slice(0, 8)
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

async function readKeys(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function makeKeys(path: string): Promise<string> {
  const key = `${randomBytes(32).toString('hex')}\n`
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(key)
    // Tokens are worth nothing once their key is gone: a power cut must leave the whole file or none.
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  return key
}
