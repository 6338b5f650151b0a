import type { ImageReference } from '../reference/image-reference.ts'
import { parseReference } from '../reference/parse-reference.ts'

/** Tells whether an image is one of ours: by its last name, or, where there is a slash, by the beginning of its repository. */
export function isOwn({ domain, path }: ImageReference, ownImages: readonly string[]): boolean {
  return ownImages.some(own => {
    if (!own.includes('/')) return path.split('/').at(-1) === own
    // With one more part it cannot be taken for an image of Docker Hub's library.
    const parsed = parseReference(`${own}/image`)
    if (parsed.kind === 'invalid' || parsed.reference.domain !== domain) return false
    const prefix = parsed.reference.path.replace(/\/image$/, '')
    return path === prefix || path.startsWith(`${prefix}/`)
  })
}
