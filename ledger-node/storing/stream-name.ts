import { createHash } from 'node:crypto'

/** Tells whether a stream holds the metadata of another. */
export function isMetastream(name: string): boolean {
  return name.startsWith('$$')
}

/** Name of the stream that holds the metadata of `name`. */
export function metastreamOf(name: string): string {
  return `$$${name}`
}

/** Name of the stream that a metadata stream describes. */
export function describedBy(metastream: string): string {
  return metastream.slice(2)
}

/** The digest by which a stream is found, as hexadecimal digits. */
export function streamDigest(name: Buffer): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}
