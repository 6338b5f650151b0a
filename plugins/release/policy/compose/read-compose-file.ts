import { canonicalServices } from './canonical-services.ts'
import { interpolateNode } from './interpolate-node.ts'
import type { Mapping } from './node.ts'
import type { Place } from './place.ts'
import type { ProjectSource } from './project-source.ts'
import { readYaml } from './read-yaml.ts'
import { unreadable } from './unreadable.ts'

interface FileRequest {
  /** Absolute path. */
  readonly file: string
  /** Where it is asked for, when another file does. */
  readonly askedAt?: Place
}

/** Reads the documents of one Compose file, variables filled in and ways of writing made one. */
export function readComposeFile(
  { file, askedAt }: FileRequest,
  { read, folder, lookup }: ProjectSource,
): readonly Mapping[] {
  const text = read(file)
  if (text === undefined) {
    const place = askedAt ?? { file, line: 1 }
    throw unreadable(place, askedAt ? `there is no file ${file}` : 'there is no such file')
  }
  return readYaml(file, text)
    .map(document => interpolateNode(document, lookup))
    .map(document => canonicalServices(document, folder))
}
