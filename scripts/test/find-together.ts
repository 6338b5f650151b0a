import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { packageRoot } from '../../core/config/package-root.ts'

// What belongs to a whole process, or is waited for outside of a test: who uses it has a process of their own.
const ownProcess =
  /process\.|child_process|worker_threads|testdir|createServer|node:(net|http)|fetch\(|globalThis|intercept|^t\.(?!test\()|^(const .*)?await /m
const starts =
  /test\/support\/(postgres|ledger|decklog-process|whole-app|browser|private-postgres|proxy|ledger-process|packed|newer-tool)\.ts$/
const filesOfOne = 45
// Of fewer each is as well by itself, and tells of itself at once.
const fewest = 8

/** Divides files of tests into those that need a process of their own, and groups of those that do not. */
export function findTogether(files: readonly string[]): {
  readonly alone: readonly string[]
  readonly groups: readonly (readonly string[])[]
} {
  const found = files.filter(isPure)
  const pure = found.length < fewest ? [] : found
  const count = Math.ceil(pure.length / filesOfOne)
  // Neighbours load much of the same.
  const groups = Array.from({ length: count }, (_, index) =>
    pure.slice(index * filesOfOne, (index + 1) * filesOfOne),
  )
  const together = new Set(pure)
  return { alone: files.filter(file => !together.has(file)), groups }
}

function isPure(file: string): boolean {
  if (ownProcess.test(read(file))) return false
  return ![...closureOf(file)].some(one => starts.test(one))
}

/** All files that a file of tests loads, of ours. */
function closureOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const one of importsOf(file)) closureOf(one, seen)
  return seen
}

const known = new Map<string, readonly string[]>()

function importsOf(file: string): readonly string[] {
  const before = known.get(file)
  if (before) return before
  const names = [...read(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)]
  const found = names.map(([, name = '']) => normalize(join(dirname(file), name)))
  known.set(file, found)
  return found
}

function read(file: string): string {
  return readFileSync(join(packageRoot, file), 'utf8')
}
