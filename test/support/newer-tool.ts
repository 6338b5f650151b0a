import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A program that a test runs, or why a test without it cannot be. */
export interface Tool {
  readonly path: string
  readonly missing: false | string
}

/** Finds a program that this machine's own packages have only in an older version. */
export function newerTool(name: string): Tool {
  const folder = process.env['DECKLOG_TEST_TOOLS']
  if (folder !== undefined) return { path: join(folder, name), missing: false }
  return {
    path: name,
    missing: `${name} is not here: bash .ci/tools .tools, and DECKLOG_TEST_TOOLS`,
  }
}

const folders = [
  '/usr/local/bin',
  '/usr/bin',
  '/usr/sbin',
  '/bin',
  '/sbin',
  '/usr/lib/nagios/plugins',
]

/** Finds a program of a package of Debian's. CI installs it, and there a test without it fails. */
export function debianTool(name: string, packageName: string): Tool {
  const path = folders.map(folder => join(folder, name)).find(existsSync)
  if (path !== undefined) return { path, missing: false }
  const missing = `${name} is not here: apt-get install ${packageName}`
  return { path: name, missing: process.env['CI'] === undefined ? missing : false }
}
