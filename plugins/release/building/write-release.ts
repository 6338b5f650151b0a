import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalManifest } from '../release-id.ts'
import type { Published } from './publish-release.ts'
import { releaseEnv } from './release-env.ts'

/** The files of a release, by name. The SHA-256 of `release.json` is the release's id. */
export function releaseFiles({ manifest, images }: Published): Readonly<Record<string, string>> {
  return { 'release.env': releaseEnv(images), 'release.json': canonicalManifest(manifest) }
}

/** Writes files that appear whole, and only when all of them could be written. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const names = Object.keys(files)
  const partOf = (name: string): string => join(folder, `.${name}.part`)
  try {
    for (const [name, text] of Object.entries(files)) await writeSurely(partOf(name), text)
    for (const name of names) await rename(partOf(name), join(folder, name))
  } finally {
    for (const name of names) await rm(partOf(name), { force: true })
  }
}

async function writeSurely(path: string, text: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
