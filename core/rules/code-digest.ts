import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

const isCode = (name: string): boolean => /\.(?:[cm]?[jt]s|json|sql|proto)$/.test(name)
const mostFiles = 5_000

/**
 * SHA-256 of code as it lies on disk: of every file of code below a folder by its relative path and content, packages of others
 * (`node_modules`) apart; or of one file. A folder with more than 5,000 of them is named by those in the order of their names.
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

async function codeFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && isCode(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !relative(folder, file).split(sep).includes('node_modules'))
    .sort()
    .slice(0, mostFiles)
}
