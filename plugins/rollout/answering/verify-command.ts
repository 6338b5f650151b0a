import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CliCommand, CommandContext } from '../../../core/cli/command.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Environment } from '../../../core/config/read-environment.ts'
import { DecklogError, invalidField, messageOf } from '../../../core/errors.ts'
import type { RunProgram } from '../../../core/programs/program.ts'
import { createRunProgram } from '../../../core/programs/run-program.ts'
import type { RolloutConfig } from '../config.ts'
import { toGateBody } from '../health-gate/gate-body.ts'
import { askHealthy } from './ask-healthy.ts'
import { rollBack } from './roll-back.ts'
import { envFile, linesOf, type RolloutOutcome, toOutcome } from './rollout-outcome.ts'
import { localTarget, readVerification, wordOf } from './told-verification.ts'

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
      const run = createRunProgram({ env: context.env })
      const outcome = await rollOut(context, { ...parts, run })
      const file = wordOf(context.options['envOut'])
      if (file !== undefined) await writeFile(resolve(context.cwd, file), envFile(outcome))
      if (context.options['json']) context.print(JSON.stringify(outcome))
      else linesOf(outcome).forEach(line => context.print(line))
      return outcome.status === 'passed' ? 0 : 1
    },
  }
}

async function rollOut(
  { api, options, cwd, env, print }: CommandContext,
  { config, clock, run }: Parts & { readonly run: RunProgram },
): Promise<RolloutOutcome> {
  const target = wordOf(options['target']) ?? config.defaultTarget
  const named = wordOf(options['release'])
  const releaseId = named === undefined ? null : await releaseIdOf(named, cwd)
  const runId = wordOf(options['run']) ?? null
  const tell = options['json'] ? () => {} : print
  const gate = await askHealthy(api, { target, runId, releaseId, clock, tell })
  const local = localTarget(config, target)
  const images = await askImages(local?.images?.command, run)
  const verification = readVerification(
    await api.post('/api/v1/verifications', {
      target,
      run_id: runId,
      release_id: releaseId,
      health_gate: toGateBody(gate),
      running_images: images,
    }),
  )
  if (verification.verdict === 'passed' || !local?.rollback)
    return toOutcome({ target, gate, verification, rollback: undefined })
  tell(`${target} is taken back: ${local.rollback.command.join(' ')}`)
  const rollback = await rollBack(local.rollback, { run, clock, secrets: secretsIn(env) })
  const { outcome, exitCode, durationMs, output } = rollback
  const body = { outcome, exit_code: exitCode, duration_ms: durationMs, output }
  await api.post(`/api/v1/verifications/${verification.verification_id}/rollback`, body)
  return toOutcome({ target, gate, verification, rollback })
}

/** Values of the environment whose names say that they are secret. */
export function secretsIn(env: Environment): readonly string[] {
  return Object.entries(env)
    .filter(([name]) => /(TOKEN|SECRET|PASSWORD|PASSWD|KEY|CREDENTIAL)/i.test(name))
    .map(([, value]) => value ?? '')
}

/** The id of the release that `--release` names: the id itself, or the file of its manifest. */
async function releaseIdOf(named: string, cwd: string): Promise<string> {
  if (/^[0-9a-f]{64}$/i.test(named)) return named.toLowerCase()
  try {
    const manifest: unknown = JSON.parse(await readFile(resolve(cwd, named), 'utf8'))
    return createHash('sha256')
      .update(canonicalize(manifest) ?? '', 'utf8')
      .digest('hex')
  } catch (error) {
    throw invalidField('--release', `is neither an id nor a manifest: ${messageOf(error)}`)
  }
}

const timeoutSeconds = 30

/** Asks the program that tells what a target runs: JSON, or a reference a line; null when there is no such program. */
async function askImages(
  command: readonly [string, ...string[]] | undefined,
  run: RunProgram,
): Promise<unknown> {
  if (!command) return null
  const { exitCode, stdout } = await run({ argv: command, timeoutSeconds })
  if (exitCode !== 0)
    throw new DecklogError('DECKLOG_PROGRAM_FAILED', `${command[0]} ended with ${exitCode}`)
  const text = stdout.toString('utf8').trim()
  return parse(text) ?? text.split('\n').filter(line => line.trim() !== '')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
