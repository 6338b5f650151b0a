import { createHash, createHmac, randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../settings.ts'
import type { SecretDigest } from './events.ts'
import { codeOf } from '../errors.ts'

/** The HMAC keys of this deployment. */
export interface TokenKeys {
  /** Id of the newest key, which signs. */
  readonly newestId: string
  /** HMAC of a secret under the newest key. */
  digest(secret: string): SecretDigest
  /** HMACs of a secret under every key, newest first. */
  digests(secret: string): readonly SecretDigest[]
  /** HMAC of other text, kept apart from those of secrets by its purpose. */
  sign(purpose: string, text: string): string
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
  const digestUnder = (key: typeof newest, secret: string): SecretDigest => ({
    keyId: key.id,
    digest: hmac(key.secret, `token\0${secret}`),
  })
  return {
    newestId: newest.id,
    digest: secret => digestUnder(newest, secret),
    digests: secret => keys.map(key => digestUnder(key, secret)),
    sign: (purpose, text) => hmac(newest.secret, `${purpose}\0${text}`),
  }
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
