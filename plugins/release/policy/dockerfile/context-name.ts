import { formatReference } from '../reference/image-reference.ts'
import { parseReference } from '../reference/parse-reference.ts'

/** The name by which a named context and the image that it stands in for are the same: `alpine` is `docker.io/library/alpine:latest`. */
export function contextName(text: string): string {
  const parsed = parseReference(text)
  if (parsed.kind === 'invalid') return text
  const { reference } = parsed
  const floats = reference.tag === undefined && reference.digest === undefined
  return formatReference(floats ? { ...reference, tag: 'latest' } : reference)
}
