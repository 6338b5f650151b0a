import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import canonicalize from 'canonicalize'
import { messageOf } from '../../../core/errors.ts'
import { invalidOption } from './target-of.ts'

/** The id of the release that `--release` names: the id itself, or the file of its manifest. */
export async function releaseIdOf(named: string, cwd: string): Promise<string> {
  if (/^[0-9a-f]{64}$/i.test(named)) return named.toLowerCase()
  try {
    const manifest: unknown = JSON.parse(await readFile(resolve(cwd, named), 'utf8'))
    return createHash('sha256')
      .update(canonicalize(manifest) ?? '', 'utf8')
      .digest('hex')
  } catch (error) {
    throw invalidOption('--release', `is neither an id nor a manifest: ${messageOf(error)}`)
  }
}
