import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Manifest } from './manifest.ts'

/** The canonical JSON (RFC 8785) of a manifest: the same text however it was written. */
export function canonicalManifest(manifest: Manifest): string {
  return canonicalize(manifest) ?? ''
}

/** The id of a release: the SHA-256 of its canonical manifest, in hex. */
export function releaseIdOf(manifest: Manifest): string {
  return createHash('sha256').update(canonicalManifest(manifest), 'utf8').digest('hex')
}
