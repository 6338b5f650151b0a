import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type CliCommand,
  type Clock,
  type CommandContext,
  createOutbound,
  createRunProgram,
  secretsIn,
  invalidField,
  messageOf,
} from '../../../core/plugin-api.ts'
import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'
import { lookAtUrls } from '../checking/health-routes.ts'
import type { RolloutConfig } from '../config.ts'
import { keepRecord } from './record-command.ts'
import { rollOut } from './roll-out.ts'
import {
  envFile,
  linesOf,
  type RolloutOutcome,
  shellVariables,
  toOutcome,
} from './rollout-outcome.ts'
import { wordOf } from './told-verification.ts'

interface Parts {
  readonly config: RolloutConfig
  readonly clock: Clock
}

/** The command `decklog rollout verify`. */
export function createVerifyCommand(parts: Parts): CliCommand {
  return {
    name: 'rollout verify',
    summary:
      'wait for a target to become healthy, verify it, and take it back when it does not pass',
    options: [
      { syntax: '--target <name>', summary: 'what to verify; default: the configured one' },
      { syntax: '--run <id>', summary: 'the run that it is evidence of' },
      {
        syntax: '--release <id or file>',
        summary: 'the release to compare with; default: that of the run',
      },
      {
        syntax: '--env-out <file>',
        summary: 'write the result as variables, for the next step of a pipeline',
      },
    ],
    examples: [
      'decklog rollout verify --target production --run $RUN --release release.json',
      'decklog rollout verify --target production --json --env-out rollout.env',
    ],
    async run(context) {
      const { options, print, warn } = context
      // Whoever ends this command leaves no `passed` of an earlier one behind.
      await writeFailed(context, 'it did not come to an end').catch(error =>
        warn(`the variables cannot be written: ${messageOf(error)}`),
      )
      const outcome = await verify(context, parts).catch(async error => {
        await writeFailed(context, messageOf(error))
        throw error
      })
      if (options['json']) print(JSON.stringify(outcome))
      else linesOf(outcome).forEach(line => print(line))
      await writeEnv(context, envFile(outcome))
      return outcome.status === 'passed' ? 0 : 1
    },
  }
}

function writeFailed(context: CommandContext, reason: string): Promise<void> {
  const variables = { ROLLOUT_STATUS: 'failed', ROLLOUT_STATUS_REASON: reason }
  return writeEnv(context, shellVariables(variables))
}

async function writeEnv({ options, cwd }: CommandContext, text: string): Promise<void> {
  const file = wordOf(options['envOut'])
  if (file !== undefined) await writeFile(resolve(cwd, file), text)
}

async function verify(
  { api, options, cwd, env, print, warn }: CommandContext,
  { config, clock }: Parts,
): Promise<RolloutOutcome> {
  const target = wordOf(options['target']) ?? config.defaultTarget
  const release = await readRelease(wordOf(options['release']), cwd)
  const outbound = createOutbound({ allow: [] })
  const ended = await rollOut({
    ...{ target, api, clock, run: createRunProgram({ env }), secrets: secretsIn(env) },
    runId: wordOf(options['run']) ?? null,
    releaseId: release.id,
    local: Object.hasOwn(config.targets, target) ? config.targets[target] : undefined,
    lookFromHere: (urls, timeoutSeconds) =>
      lookAtUrls(urls, {
        ...{ outbound, commit: release.commit, timeoutMs: timeoutSeconds * 1_000 },
        signal: new AbortController().signal,
      }),
    tell: options['json'] ? () => {} : print,
  })
  const kept = { folder: cwd, target, now: clock.now() }
  const file =
    ended.unrecorded &&
    (await keepRecord(ended.unrecorded, kept).catch(error => {
      warn(`what is not recorded could not be kept either: ${messageOf(error)}`)
      return null
    }))
  return toOutcome(ended, file)
}

interface NamedRelease {
  readonly id: string | null
  /** Known where its manifest is here. */
  readonly commit: string | null
}

/** The release that `--release` names: its id, or the file of its manifest. */
async function readRelease(named: string | undefined, cwd: string): Promise<NamedRelease> {
  if (named === undefined) return { id: null, commit: null }
  if (/^[0-9a-f]{64}$/i.test(named)) return { id: named.toLowerCase(), commit: null }
  try {
    const manifest: unknown = JSON.parse(await readFile(resolve(cwd, named), 'utf8'))
    const text = canonicalize(manifest) ?? ''
    const commit: unknown = Reflect.get(Object(manifest), 'commit')
    return {
      id: createHash('sha256').update(text, 'utf8').digest('hex'),
      commit: typeof commit === 'string' ? commit : null,
    }
  } catch (error) {
    throw invalidField('--release', `is neither an id nor a manifest: ${messageOf(error)}`)
  }
}
