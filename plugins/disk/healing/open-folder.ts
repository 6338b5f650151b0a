import { constants, type FileHandle, open } from 'node:fs/promises'
import { codeOf, DecklogError } from '../../../core/plugin-api.ts'

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants
const flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW

/**
 * The path of an open folder, whatever is put in its place meanwhile: what is looked up below it is below the folder that was opened.
 * Node has no `openat`; Linux leads from here to the folder itself.
 */
export function fdPath({ fd }: Pick<FileHandle, 'fd'>): string {
  return `/proc/self/fd/${fd}`
}

/** Opens a folder, each part of its path below the one before; DECKLOG_REFUSED where a part is a symbolic link, or no folder. */
export async function openFolder(path: string): Promise<FileHandle> {
  let handle = await open('/', flags)
  for (const part of path.split('/').filter(one => one !== '')) {
    const above = handle
    try {
      handle = await openBelow(above, part)
    } catch (error) {
      if (!isNoFolder(error)) throw error
      const message = `${path}: ${part} is a symbolic link, or no folder.`
      throw new DecklogError('DECKLOG_REFUSED', message, { cause: error })
    } finally {
      await above.close()
    }
  }
  return handle
}

/** Opens a folder of an open one. */
export function openBelow(folder: FileHandle, name: string): Promise<FileHandle> {
  return open(`${fdPath(folder)}/${name}`, flags)
}

/** Whether what could not be opened is a symbolic link, or no folder. */
export function isNoFolder(error: unknown): boolean {
  return ['ELOOP', 'ENOTDIR'].includes(codeOf(error) ?? '')
}
