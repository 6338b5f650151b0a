import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { isAbsolute, join, resolve } from 'node:path'
import { messageOf } from '../errors.ts'
import { findModule, subfolders } from './find-modules.ts'
import { notMet, pluginFiles } from './load-modules.ts'

/** Where an extension lies. */
export interface FoundExtension {
  readonly path: string
  readonly kind: 'folder' | 'file'
}

/** Finds an extension by a path, or by the name of a package, both from the working directory. */
export async function findExtension(from: string): Promise<FoundExtension> {
  const path = await resolveExtension(from)
  return { path, kind: (await stat(path)).isDirectory() ? 'folder' : 'file' }
}

async function resolveExtension(from: string): Promise<string> {
  if (from.startsWith('.') || isAbsolute(from)) return existing(from)
  // From the working directory, where its user installed it.
  const { resolve: find } = createRequire(resolve('decklog.yml'))
  for (const modules of find.paths(from) ?? []) {
    const folder = join(modules, from)
    for (const name of pluginFiles) if (await findModule(folder, name)) return folder
    if ((await subfolders(join(folder, 'projections'))).length > 0) return folder
  }
  try {
    return find(from)
  } catch (error) {
    throw notMet(`extension ${from} cannot be found: ${messageOf(error)}`, error)
  }
}

async function existing(path: string): Promise<string> {
  const absolute = resolve(path)
  await stat(absolute).catch((error: unknown) => {
    throw notMet(`extension ${path} does not exist`, error)
  })
  return absolute
}
