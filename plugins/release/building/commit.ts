import { DecklogError } from '../../../core/errors.ts'
import type { RunProgram } from '../../../core/programs/program.ts'
import { runOrFail } from './inspect-image.ts'
/** The commit that a release is built from. */
export interface Commit {
  readonly id: string
  /** When it was committed, in seconds since 1970; everything in an image is as old as this. */
  readonly epochSeconds: number
  /** URL of the repository, without credentials. */
  readonly source: string
  readonly compose: string
  /** Paths that differ from the commit or are not in it. */
  readonly changes: readonly string[]
}

/** The compose file that is released. */
export const composeFile = 'compose.yml'

/** Reads the commit that is checked out, with its own compose file whatever the work tree has. */
export async function readCommit(run: RunProgram, cwd: string): Promise<Commit> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await runOrFail(run, { argv: ['git', ...args], timeoutSeconds: 30, cwd })).toString('utf8')
  const id = (await git('rev-parse', '--verify', 'HEAD')).trim()
  const remote = await git('config', '--get', 'remote.origin.url').catch(() => '')
  return {
    id,
    epochSeconds: Number(await git('show', '--no-patch', '--format=%ct', id)),
    source: sourceUrl(remote.trim()),
    compose: await git('show', `${id}:${composeFile}`),
    changes: (await git('status', '--porcelain')).split('\n').filter(line => line !== ''),
  }
}

/** Refuses a work tree that is not its commit: nobody could tell later what was built. */
export function refuseDirty({ changes }: Commit): void {
  if (changes.length === 0) return
  const shown = changes.slice(0, 10).join('\n  ')
  throw new DecklogError(
    'DECKLOG_REFUSED',
    `The work tree differs from its commit; commit or remove:\n  ${shown}`,
  )
}

/** The URL of a repository as an image may carry it: https where git says ssh, never with credentials. */
function sourceUrl(remote: string): string {
  const ssh = /^(?:ssh:\/\/)?[^/@]+@([^:/]+)(?::\d+)?[:/](.+?)(?:\.git)?\/?$/.exec(remote)
  if (ssh) return `https://${ssh[1]}/${ssh[2]}`
  if (!URL.canParse(remote)) return ''
  const url = new URL(remote)
  return `${url.protocol}//${url.host}${url.pathname.replace(/(\.git)?\/?$/, '')}`
}
