import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../../core/config/package-root.ts'

/** The files of tests at and below these paths, relative to the package, sorted. */
export async function findTests(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(testsAt))
  return [...new Set(found.flat())].sort()
}

async function testsAt(path: string): Promise<readonly string[]> {
  if (!(await stat(join(packageRoot, path))).isDirectory()) return [path]
  const entries = await readdir(join(packageRoot, path), { recursive: true })
  return entries
    .map(entry => join(path, entry))
    .filter(file => file.endsWith('.test.ts') && !file.includes('/fixtures/'))
}
