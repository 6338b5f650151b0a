import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { DecklogError } from '../errors.ts'

const isCode = (name: string): boolean => /\.(?:[cm]?[jt]s|json|sql|proto)$/.test(name)
const mostFiles = 5_000

/**
 * SHA-256 of code as it lies on disk: of every file of code below a folder by its relative path and content, packages of others
 * (`node_modules`) and hidden folders apart; or of one file. DECKLOG_PLUGIN_INVALID for a folder of more than 5,000.
 */
export async function codeDigest(path: string): Promise<string> {
  const files = (await stat(path)).isDirectory() ? await codeFiles(path) : [path]
  const hash = createHash('sha256')
  const base = files[0] === path ? dirname(path) : path
  const contents = await Promise.all(files.map(file => readFile(file)))
  for (const [index, file] of files.entries()) {
    const content = contents[index] ?? Buffer.alloc(0)
    hash.update(`${relative(base, file).replaceAll(sep, '/')}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

// Sorted by the bytes of their paths, so that the order is the same everywhere.
async function codeFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = []
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of await readdir(next, { withFileTypes: true })) {
      const path = join(next, entry.name)
      if (entry.isDirectory() && !isForeign(entry.name)) folders.push(path)
      if (entry.isFile() && isCode(entry.name)) found.push(path)
    }
    if (found.length > mostFiles) throw tooMany(folder)
  }
  return found.sort((a, b) => (a < b ? -1 : 1))
}

const isForeign = (name: string): boolean => name === 'node_modules' || name.startsWith('.')

function tooMany(folder: string): DecklogError {
  const message = `${folder} has more than ${mostFiles} files of code: a plugin lies in a folder of its own`
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message)
}
