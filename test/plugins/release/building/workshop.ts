import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../../../core/config/package-root.ts'
import { createRunProgram } from '../../../../core/programs/run-program.ts'
import {
  releaseImages,
  type ReleaseRequest,
} from '../../../../plugins/release/building/release-images.ts'

const standIn = join(packageRoot, 'test', 'fixtures', 'release', 'docker')

/** A compose file with both own images and two of others, one of them run by two services. */
export const compose = `# Two own services and others.
services:
  backend:
    image: \${BACKEND_IMAGE:?set it to an image by digest}
    restart: unless-stopped
  frontend:
    image: \${FRONTEND_IMAGE:?set it to an image by digest}
  postgres:
    image: \${POSTGRES_IMAGE:-docker.io/library/postgres:17.6-bookworm}
    read_only: true
  backup:
    image: docker.io/library/postgres:17.6-bookworm
  eventstore:
    image: "eventstore/eventstore:24.10.6"
`

/** A repository with one commit, and a docker that only notes what it is told. */
export interface Workshop {
  readonly folder: string
  /** The calls of docker, as they were typed. */
  calls(): readonly string[]
  /** What lies in the folder of the repository. */
  read(file: string): string | undefined
  write(file: string, text: string): void
  git(...args: readonly string[]): string
  /** Whether docker was left with the token. */
  tokenLeft(): boolean
  /** Puts something under a reference of the registry. */
  stock(reference: string, text: string): void
  release(request?: Partial<ReleaseRequest>): Promise<{ stdout: string; stderr: string }>
}

/** Sets up a workshop in an empty folder. */
export function createWorkshop(root: string, text = compose): Workshop {
  const [folder, bin, state] = ['repository', 'bin', 'state'].map(name => join(root, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [folder, bin, join(state, 'registry')]) mkdirSync(path, { recursive: true })
  copyFileSync(standIn, join(bin, 'docker'))
  chmodSync(join(bin, 'docker'), 0o755)
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: folder, env: gitEnv, encoding: 'utf8' })
  const write = (file: string, content: string): void => writeFileSync(join(folder, file), content)
  write('compose.yml', text)
  write('.gitignore', 'release.json\nrelease.env\n')
  git('init', '--quiet', '--initial-branch', 'main')
  git('remote', 'add', 'origin', 'https://x-access-token:secret@github.com/acme/decklog.git')
  git('add', '.')
  git('commit', '--quiet', '--message', 'first')
  const read = (path: string): string | undefined =>
    existsSync(path) ? readFileSync(path, 'utf8') : undefined
  const stock = (reference: string, content: string): void =>
    writeFileSync(join(state, 'registry', reference.replaceAll('/', '+')), content)
  for (const reference of foreign) stock(reference, `{"manifests":[${amd64}],"of":"${reference}"}`)
  return {
    ...{ folder, git, write, stock },
    calls: () => (read(join(state, 'calls')) ?? '').replaceAll('\t', ' ').trim().split('\n'),
    read: file => read(join(folder, file)),
    tokenLeft: () => existsSync(join(state, 'token')),
    async release(request = {}) {
      const out = { stdout: '', stderr: '' }
      const env = {
        ...{ PATH: `${bin}:${process.env['PATH']}`, STANDIN: state },
        ...{ REGISTRY_IMAGE: 'ghcr.io/acme/decklog', GHCR_USERNAME: 'ci', GHCR_TOKEN: secret },
        ...request.env,
      }
      await releaseImages({
        ...{ mode: 'publish', now: new Date('2026-01-01T12:00:00.750Z'), cwd: folder },
        ...{ builder: 'a test', run: createRunProgram({ env }) },
        print: text => void (out.stdout += text),
        warn: text => void (out.stderr += text),
        ...request,
        env,
      })
      return out
    },
  }
}

/** The token that must be seen nowhere. */
export const secret = 'ghp_canary0123456789'

const foreign = [
  'docker.io/library/postgres:17.6-bookworm',
  'docker.io/eventstore/eventstore:24.10.6',
]
const amd64 = `{"digest":"sha256:${'2'.repeat(64)}","platform":{"os":"linux","architecture":"amd64"}}`

const gitEnv = {
  ...{ PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' },
  ...{ GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com' },
  ...{ GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com' },
  ...{ GIT_AUTHOR_DATE: '2025-12-31T00:00:00Z', GIT_COMMITTER_DATE: '2025-12-31T00:00:00Z' },
}
