import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { isDecklogError, messageOf } from '../core/errors.ts'
import { packageRoot } from '../core/config/package-root.ts'
import { createRunProgram } from '../core/programs/run-program.ts'
import { userName } from '../core/programs/user-name.ts'
import { withoutGit } from '../plugins/release/building/repository.ts'
import { releaseImages } from '../plugins/release/building/release-images.ts'

// Builds and publishes a release; scripts/release_images.sh runs this.

const usage = `Usage: scripts/release_images.sh [--dry-run] [--now <time>]

Builds the images of the checked out commit, pushes them, and writes release.json and release.env.

  --dry-run     print the tags and what changes in compose.yml; needs neither Docker nor network
  --now <time>  the moment that tags carry, as 2026-01-31T12:00:00Z; default: now

REGISTRY_IMAGE     where images are published: ghcr.io/acme/decklog
GHCR_USERNAME      who publishes
GHCR_TOKEN         the token of who publishes
RELEASE_PLATFORMS  default: linux/amd64,linux/arm64
`

async function main(): Promise<number> {
  const { env } = process
  const options = readOptions()
  if (!options) {
    process.stderr.write(usage)
    return 2
  }
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)
    process.once(signal, () => interrupt.abort())
  await releaseImages({
    ...{ env, mode: options['dry-run'] ? 'dry_run' : 'publish', now: options.now },
    ...{ cwd: packageRoot, builder: builderOf(env) },
    run: createRunProgram({
      env: withoutGit(env),
      tell: write(process.stderr),
      interrupt: interrupt.signal,
    }),
    print: write(process.stdout),
    warn: write(process.stderr),
  })
  return 0
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        now: { type: 'string' },
      },
    })
    const now = values.now === undefined ? new Date() : new Date(values.now)
    return Number.isNaN(now.getTime()) ? undefined : { ...values, now }
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`)
    return undefined
  }
}

const write =
  (stream: NodeJS.WriteStream) =>
  (text: string): void =>
    void stream.write(text)

function builderOf(env: NodeJS.ProcessEnv): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env
  return run ? `${server}/${repository}/actions/runs/${run}` : `${userName()}@${hostname()}`
}

try {
  process.exitCode = await main()
} catch (error) {
  const told = isDecklogError(error) ? `${error.message} (${error.code})` : String(error)
  process.stderr.write(`release_images: ${told}\n`)
  process.exitCode = 1
}
