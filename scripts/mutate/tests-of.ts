import { readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { packageRoot } from '../../core/config/package-root.ts'
import { findTests } from '../test/find-tests.ts'

const importPattern = /(?:from|import)\s*\(?\s*['"](\.[^'"]+\.ts)['"]/g

/** Finds the tests that reach a file by their imports, the nearest first; those of whole processes are left out. */
export async function createTestFinder(): Promise<(file: string) => readonly string[]> {
  const tests = (await findTests(['test'])).filter(test => !test.startsWith('test/e2e/'))
  const imports = new Map<string, readonly string[]>()
  const importsOf = async (file: string): Promise<readonly string[]> => {
    const known = imports.get(file)
    if (known) return known
    const text = await readFile(join(packageRoot, file), 'utf8').catch(() => '')
    const found = [...text.matchAll(importPattern)].map(match =>
      normalize(join(dirname(file), match[1] ?? '')),
    )
    imports.set(file, found)
    return found
  }
  const distances = new Map<string, ReadonlyMap<string, number>>()
  for (const test of tests) distances.set(test, await distancesFrom(test, importsOf))
  return file =>
    tests
      .map(test => ({ test, distance: distances.get(test)?.get(file) }))
      .filter((one): one is { test: string; distance: number } => one.distance !== undefined)
      .sort((a, b) => a.distance - b.distance || shared(file, b.test) - shared(file, a.test))
      .map(({ test }) => test)
}

async function distancesFrom(
  test: string,
  importsOf: (file: string) => Promise<readonly string[]>,
): Promise<ReadonlyMap<string, number>> {
  const distances = new Map([[test, 0]])
  // A Map is walked in the order of its entries, those that are added on the way included.
  for (const [file, distance] of distances)
    for (const next of await importsOf(file))
      if (!distances.has(next)) distances.set(next, distance + 1)
  return distances
}

// How much of its path a test has in common with a file: a mirrored test says most.
function shared(file: string, test: string): number {
  const parts = new Set(file.replace(/\.ts$/, '').split(/[/]/))
  return test.split(/[/.]/).filter(part => parts.has(part)).length
}
