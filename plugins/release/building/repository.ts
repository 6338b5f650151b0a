import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DecklogError, type RunProgram } from '../../../core/plugin-api.ts'
import { runOrFail } from './inspect-image.ts'

/** A repository that is read by git's plumbing, with nobody's settings: not of the user, the machine, or the clone. */
export interface Repository {
  /** The commit that is checked out. */
  readonly head: string
  /** What git prints. */
  git(...args: readonly string[]): Promise<string>
  /** How git ends, whatever that is. */
  tryGit(...args: readonly string[]): Promise<number>
}

const clean = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  // The clone may be somebody else's, as in a container that builds.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.directory',
  GIT_CONFIG_VALUE_0: '*',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
}
const timeoutSeconds = 60

/** The environment of programs without what points git somewhere else, as a hook of git has it. */
export function withoutGit<Env extends Readonly<Record<string, string | undefined>>>(
  env: Env,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')))
}

/** What the clone itself says its remote is; empty when it says nothing. */
export async function remoteOf(run: RunProgram, cwd: string): Promise<string> {
  const argv = ['git', 'config', '--local', '--get', 'remote.origin.url'] as const
  const { exitCode, stdout } = await run({ argv, timeoutSeconds, cwd, env: clean })
  return exitCode === 0 ? stdout.toString('utf8').trim() : ''
}

/**
 * Works with the objects of a clone by way of an empty repository of its own, whose index knows nothing of files that somebody wants
 * unseen: neither `assume-unchanged` nor `info/exclude` nor a filter of the user hides or changes anything.
 */
export async function withRepository<Result>(
  run: RunProgram,
  cwd: string,
  work: (repository: Repository) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-git-'))
  try {
    const ask = (env: object, ...args: readonly string[]): Promise<Buffer> =>
      runOrFail(run, { argv: ['git', ...args], timeoutSeconds, cwd, env: { ...clean, ...env } })
    const line = async (...args: readonly string[]): Promise<string> =>
      (await ask({}, ...args)).toString('utf8').trim()
    const head = await line('rev-parse', '--verify', 'HEAD^{commit}')
    const format = await line('rev-parse', '--show-object-format')
    const objects = resolve(cwd, await line('rev-parse', '--git-path', 'objects'))
    const own = join(folder, 'git')
    await line('init', '--quiet', '--bare', '--template=', `--object-format=${format}`, own)
    await writeFile(join(own, 'objects', 'info', 'alternates'), `${objects}\n`)
    const env = { GIT_DIR: own, GIT_WORK_TREE: cwd, GIT_INDEX_FILE: join(folder, 'index') }
    const git: Repository['git'] = async (...args) => (await ask(env, ...args)).toString('utf8')
    await git('read-tree', head)
    return await work({
      head,
      git,
      tryGit: async (...args) => {
        const asked = { timeoutSeconds, cwd, env: { ...clean, ...env } }
        return (await run({ argv: ['git', ...args], ...asked })).exitCode
      },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Works in a folder that holds a commit, and nothing else: what is built there is the commit, whatever lies in the clone. */
export async function withExport<Result>(
  run: RunProgram,
  { cwd, commit }: { readonly cwd: string; readonly commit: string },
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-export-'))
  try {
    const tree = join(folder, 'tree')
    await mkdir(tree)
    await withRepository(run, cwd, async ({ git }) => {
      await git('read-tree', commit)
      refuseSubmodules(await git('ls-files', '--stage', '-z'))
      await git('checkout-index', '--all', '--force', `--prefix=${tree}/`)
    })
    await settleModes(tree)
    return await work(tree)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

// The commit names only their commits: they would be empty folders in what is built.
function refuseSubmodules(staged: string): void {
  const entries = staged.split('\0').filter(entry => entry.startsWith('160000 '))
  if (entries.length === 0) return
  const shown = entries.slice(0, 10).map(entry => entry.slice(entry.indexOf('\t') + 1))
  const why = 'The commit has submodules, whose files are not in it'
  const message = `${why}; commit the files themselves (git subtree), or take them as a package or an image:`
  throw new DecklogError('DECKLOG_REFUSED', [message, ...shown].join('\n  '))
}

// Git knows two kinds of files; what else a mode says is the umask of who builds.
async function settleModes(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await settleModes(path)
    else if (entry.isFile()) await chmod(path, (await isExecutable(path)) ? 0o755 : 0o644)
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return ((await stat(path)).mode & 0o100) !== 0
}
