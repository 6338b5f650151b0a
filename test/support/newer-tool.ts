import { join } from 'node:path'

/** A program that `.ci/tools` unpacked, or why a test without it cannot be. */
export interface NewerTool {
  readonly path: string
  readonly missing: false | string
}

/** Finds a program that this machine's own packages have only in an older version. */
export function newerTool(name: string): NewerTool {
  const folder = process.env['DECKLOG_TEST_TOOLS']
  if (folder !== undefined) return { path: join(folder, name), missing: false }
  return {
    path: name,
    missing: `${name} is not here: bash .ci/tools .tools, and DECKLOG_TEST_TOOLS`,
  }
}
