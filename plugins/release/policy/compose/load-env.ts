import type { Lookup } from './interpolate.ts'
import { parseEnvFile } from './parse-env-file.ts'
import type { Place } from './place.ts'
import type { ReadText } from './read-text.ts'
import { unreadable } from './unreadable.ts'

interface EnvRequest {
  /** Absolute paths; later files win over earlier ones. */
  readonly files: readonly string[]
  /** Where they are asked for, when a file does. */
  readonly askedAt?: Place
  /** What wins over all of them. */
  readonly outside: Lookup
}

/** The variables that Compose would see: those outside, then those of the env files. */
export function loadEnv({ files, askedAt, outside }: EnvRequest, read: ReadText): Lookup {
  let values: ReadonlyMap<string, string> = new Map()
  for (const file of files) {
    const text = read(file)
    if (text === undefined)
      throw unreadable(askedAt ?? { file, line: 1 }, `there is no env file ${file}`)
    values = parseEnvFile(file, text, { outside, above: values })
  }
  return name => outside(name) ?? values.get(name)
}
