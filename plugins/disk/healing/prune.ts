import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { duration, Joi, type OwnAction, type OwnActionDone } from '../../../core/plugin-api.ts'
import { formatBytes } from '../answering/words.ts'
import { fdPath, openFolder } from './open-folder.ts'
import { pruneFolder, type Pruned, type Pruning } from './prune-folder.ts'

/** What is pruned: files below these folders whose names fit, that have not changed for a while. */
export interface PruneOptions {
  readonly paths: readonly string[]
  readonly match: readonly string[]
  readonly olderThan: number
  readonly keep: number
}

const folder = Joi.string()
  .max(4_096)
  .pattern(/^(\/(?!\.{1,2}(\/|$))[^/\0]+)+$/, 'an absolute path without . and ..')

const options: Joi.ObjectSchema<PruneOptions> = Joi.object({
  paths: Joi.array()
    .items(folder)
    .min(1)
    .max(100)
    .unique()
    .required()
    .description('Folders whose files may go; nothing outside them is touched.'),
  match: Joi.array()
    .items(
      Joi.string()
        .min(1)
        .max(255)
        .pattern(/^[^/\0]+$/, 'a name, in which * stands for anything'),
    )
    .min(1)
    .max(100)
    .default(['*'])
    .description('Names of files that may go; `*` stands for anything.'),
  olderThan: duration()
    .min(0)
    .default(86_400)
    .description('Only files that have not changed for so long.'),
  keep: Joi.number()
    .integer()
    .min(0)
    .max(100_000)
    .default(0)
    .description('So many of those that fit stay in each folder, the newest.'),
})

/** Removes old files below folders that a policy names, where they are on the disk that is full. */
export const prune: OwnAction<PruneOptions> = {
  summary: 'Removes old files below the folders that the policy names, and no others.',
  options,
  async run({ subject: { subject: mount }, options: wanted, how, machine, now }, signal) {
    const paths = wanted.paths.filter(path => isOn(path, mount))
    if (paths.length === 0) return { changed: 'nothing', text: `None of the paths is on ${mount}.` }
    const disk = await openFolder(join(machine.root, mount))
    try {
      const { dev } = await disk.stat()
      const before = await availableBytes(fdPath(disk))
      const pruned = await pruneAll(
        paths.map(path => join(machine.root, path)),
        { ...wanted, how, dev, nowMs: now.getTime() },
        signal,
      )
      const freedBytes = (await availableBytes(fdPath(disk))) - before
      return told(pruned, how, freedBytes)
    } finally {
      await disk.close()
    }
  },
}

function isOn(path: string, mount: string): boolean {
  return mount === '/' || path === mount || path.startsWith(`${mount}/`)
}

async function pruneAll(
  paths: readonly string[],
  how: Pruning,
  signal: AbortSignal,
): Promise<Pruned> {
  const pruned: Pruned = { files: 0, bytes: 0, left: 0, names: [] }
  for (const path of paths) {
    const handle = await openFolder(path)
    try {
      const { dev } = await handle.stat()
      // What is mounted there is another disk's.
      if (dev === how.dev) await pruneFolder({ handle, path, depth: 0 }, { ...how, pruned }, signal)
    } finally {
      await handle.close()
    }
  }
  return pruned
}

async function availableBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

function told(
  { files, bytes, left, names }: Pruned,
  how: 'done' | 'rehearsed',
  freedBytes: number,
): OwnActionDone {
  const rest = left === 0 ? '' : ` ${left} could not be removed.`
  const list = names.length === 0 ? '' : `\n${names.join('\n')}`
  if (how === 'rehearsed') {
    const text = `${files} files of ${formatBytes(bytes)} would be removed.${list}`
    return { changed: 'nothing', text, freedBytes: 0 }
  }
  const freed = `The file system has ${formatBytes(Math.max(0, freedBytes))} more available than before.`
  const text = `${files} files of ${formatBytes(bytes)} were removed.${rest} ${freed}${list}`
  return { changed: files === 0 ? 'nothing' : 'something', text, freedBytes }
}
