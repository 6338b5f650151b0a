import { DecklogError, type RunProgram } from '../../../core/plugin-api.ts'
import { remoteOf, type Repository, withRepository } from './repository.ts'

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
export function readCommit(run: RunProgram, cwd: string): Promise<Commit> {
  return withRepository(run, cwd, async repository => {
    const { head, git } = repository
    return {
      id: head,
      epochSeconds: committedAt(await git('cat-file', 'commit', head)),
      source: sourceUrl(await remoteOf(run, cwd)),
      compose: await git('cat-file', 'blob', `${head}:${composeFile}`),
      changes: await changesIn(repository),
    }
  })
}

// `committer A <a@example.com> 1767139200 +0000`, before the message, which could say the same.
function committedAt(commit: string): number {
  const [head = ''] = commit.split('\n\n', 1)
  const [, seconds] = /^committer .* (\d+) [+-]\d{4}$/m.exec(head) ?? []
  if (seconds === undefined) throw refused('The commit does not say when it was committed.')
  return Number(seconds)
}

async function changesIn({ git, tryGit }: Repository): Promise<readonly string[]> {
  // It ends with 1 when something differs, which the next call tells.
  await tryGit('update-index', '-q', '--refresh')
  const changed = await git('diff-files', '--name-only', '-z')
  const untracked = await git('ls-files', '--others', '--exclude-per-directory=.gitignore', '-z')
  return [changed, untracked].flatMap(list => list.split('\0')).filter(path => path !== '')
}

/** Refuses a work tree that is not its commit: nobody could tell later what was built. */
export function refuseDirty({ changes }: Commit): void {
  if (changes.length === 0) return
  const shown = changes.slice(0, 10).join('\n  ')
  throw refused(`The work tree differs from its commit; commit or remove:\n  ${shown}`)
}

const schemes = ['https:', 'http:', 'ssh:', 'git:']

/** The URL of a repository as an image may carry it: https where git says ssh, never with credentials; empty when there is none that others could read. */
function sourceUrl(remote: string): string {
  const ssh = /^(?:ssh:\/\/)?[^/@]+@([^:/]+)(?::\d+)?[:/](.+?)(?:\.git)?\/?$/.exec(remote)
  if (ssh) return `https://${ssh[1]}/${ssh[2]}`
  if (!URL.canParse(remote)) return ''
  const url = new URL(remote)
  if (!schemes.includes(url.protocol) || url.host === '') return ''
  return `${url.protocol}//${url.host}${url.pathname.replace(/(\.git)?\/?$/, '')}`
}

function refused(message: string): DecklogError {
  return new DecklogError('DECKLOG_REFUSED', message)
}
