import { access, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Compiled modules lie beside compiled ones; under a test runner both are TypeScript.
const extension = extname(fileURLToPath(import.meta.url))
const extensions = [...new Set([extension, '.js', '.mjs', '.ts', '.mts'])]

/** Path of the module `<folder>/<name>` whatever its extension; undefined when there is none. */
export async function findModule(folder: string, name: string): Promise<string | undefined> {
  for (const candidate of extensions.map(end => join(folder, `${name}${end}`))) {
    if (await exists(candidate)) return candidate
  }
  return undefined
}

/** Subfolders of a folder, by name; none when it does not exist. */
export async function subfolders(folder: string): Promise<readonly string[]> {
  if (!(await exists(folder))) return []
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  return names.sort().map(name => join(folder, name))
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
