import { type FileHandle, lstat, opendir, unlink } from 'node:fs/promises'
import { codeOf } from '../../../core/plugin-api.ts'
import { fdPath, isNoFolder, openBelow } from './open-folder.ts'

/** What came of it so far; it is counted up while folders are gone through. */
export interface Pruned {
  files: number
  /** By what the files held on the disk; those that have other names too hold it still. */
  bytes: number
  /** So many could not be removed. */
  left: number
  /** The first of them. */
  readonly names: string[]
}

/** What may go. */
export interface Pruning {
  readonly match: readonly string[]
  /** Seconds. */
  readonly olderThan: number
  readonly keep: number
  readonly how: 'done' | 'rehearsed'
  /** The file system that it is about: what is mounted below is left alone. */
  readonly dev: number
  readonly nowMs: number
}

interface OpenFolder {
  readonly handle: FileHandle
  readonly path: string
  readonly depth: number
}

interface File {
  readonly name: string
  readonly mtimeMs: number
  readonly bytes: number
}

const deepest = 64
const mostNames = 20
const blockBytes = 512

/** Removes what fits from an open folder, and from those below it on the same file system. Symbolic links are neither followed nor removed. */
export async function pruneFolder(
  { handle, path, depth }: OpenFolder,
  how: Pruning & { readonly pruned: Pruned },
  signal: AbortSignal,
): Promise<void> {
  const files: File[] = []
  for await (const entry of await opendir(fdPath(handle))) {
    signal.throwIfAborted()
    const { name } = entry
    if (entry.isFile() && how.match.some(pattern => fits(pattern, name))) {
      const file = await oldFile(handle, name, how)
      if (file) files.push(file)
    } else if (entry.isDirectory() && depth < deepest) {
      await below({ handle, path, depth }, name, { how, signal })
    }
  }
  const going = files.sort((a, b) => b.mtimeMs - a.mtimeMs).slice(how.keep)
  for (const file of going) {
    signal.throwIfAborted()
    await remove({ handle, path }, file, how)
  }
}

async function below(
  { handle, path, depth }: OpenFolder,
  name: string,
  rest: {
    readonly how: Pruning & { readonly pruned: Pruned }
    readonly signal: AbortSignal
  },
): Promise<void> {
  let inner: FileHandle
  try {
    inner = await openBelow(handle, name)
  } catch (error) {
    // It was a folder a moment ago, or may not be read.
    if (isNoFolder(error) || ['ENOENT', 'EACCES'].includes(codeOf(error) ?? '')) return
    throw error
  }
  try {
    const { dev } = await inner.stat()
    const folder = { handle: inner, path: `${path}/${name}`, depth: depth + 1 }
    if (dev === rest.how.dev) await pruneFolder(folder, rest.how, rest.signal)
  } finally {
    await inner.close()
  }
}

async function oldFile(
  handle: FileHandle,
  name: string,
  { olderThan, nowMs, dev }: Pruning,
): Promise<File | undefined> {
  try {
    const found = await lstat(`${fdPath(handle)}/${name}`)
    if (!found.isFile() || found.dev !== dev) return undefined
    if (nowMs - found.mtimeMs < olderThan * 1_000) return undefined
    const bytes = found.nlink > 1 ? 0 : found.blocks * blockBytes
    return { name, mtimeMs: found.mtimeMs, bytes }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function remove(
  { handle, path }: Pick<OpenFolder, 'handle' | 'path'>,
  { name, bytes }: File,
  { how, pruned }: Pruning & { readonly pruned: Pruned },
): Promise<void> {
  try {
    if (how === 'done') await unlink(`${fdPath(handle)}/${name}`)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') pruned.left += 1
    return
  }
  pruned.files += 1
  pruned.bytes += bytes
  if (pruned.names.length < mostNames) pruned.names.push(`${path}/${name}`)
}

/** Tells whether a name fits a pattern in which `*` stands for anything, in time that grows with their lengths alone. */
export function fits(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return name === pattern
  const last = rest.at(-1) ?? ''
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const part of rest.slice(0, -1)) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}
