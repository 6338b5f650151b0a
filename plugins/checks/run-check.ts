import { readFile } from 'node:fs/promises'
import {
  createRunProgram,
  DecklogError,
  type Level,
  messageOf,
  type Reading,
  redact,
  secretsIn,
  secretsInArguments,
} from '../../core/plugin-api.ts'
import type { Argument, Check } from './config.ts'
import { type CheckOutput, parseOutput } from './output.ts'
import { measuresOf, valuesOf } from './figures.ts'

/** Where checks run, and as whom. */
export interface Surroundings {
  /** The environment of Decklog, from which a check is given what it names. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folders in which programs are looked for first. */
  readonly path: readonly string[]
  readonly user?: { readonly uid: number; readonly gid: number }
}

/** Most bytes of output; what says more is taken for broken. */
const mostBytes = 1024 * 1024
const levels: readonly Level[] = ['ok', 'warning', 'critical']

/** Runs a check once, and reads what came of it. Never rejects but when `signal` aborts: what goes wrong is why it could not be read. */
export async function runCheck(
  check: Check,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Reading> {
  const { name: subject, host, board, every } = check
  const of = { subject, every, ...(host ? { host } : {}), ...(board ? { board } : {}) }
  const secrets: string[] = secretsOf(check, surroundings)
  try {
    const argv = await argumentsOf(check, surroundings, secrets)
    const ran = await run(check, { argv, surroundings, signal })
    const said = ran.stdout.length > 0 ? ran.stdout : ran.stderr
    const output = parseOutput(Buffer.from(redact(said.toString('utf8'), secrets, { fewest: 3 })))
    return { ...of, ...resultOf(check, ran.exitCode, output) }
  } catch (error) {
    signal.throwIfAborted()
    return { ...of, failure: redact(messageOf(error), secrets, { fewest: 3 }) }
  }
}

interface Running {
  readonly argv: readonly [string, ...string[]]
  readonly surroundings: Surroundings
  readonly signal: AbortSignal
}

function run(
  check: Check,
  { argv, surroundings: { env, path, user }, signal }: Running,
): ReturnType<ReturnType<typeof createRunProgram>> {
  const given = Object.fromEntries(
    check.env.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]]])),
  )
  const PATH = [...path, env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(':')
  // What it says is read by us: not in the language of whoever started Decklog.
  const own = { PATH, LC_ALL: 'C.UTF-8', ...given }
  return createRunProgram({ env: own, interrupt: signal })({
    ...{ argv, timeoutSeconds: check.timeout, cwd: '/', mostBytes, leftovers: 'refused' },
    ...(user ? { user } : {}),
  })
}

function secretsOf(check: Check, { env }: Surroundings): string[] {
  const given = Object.fromEntries(check.env.map(name => [name, env[name]]))
  const plain = check.argv.filter(one => typeof one === 'string')
  return [...secretsIn(given), ...secretsInArguments(plain)]
}

/** The arguments with the secret ones in their places, which are noted in `secrets` before anything can go wrong. */
async function argumentsOf(
  { argv: [program, ...rest] }: Check,
  { env }: Surroundings,
  secrets: string[],
): Promise<[string, ...string[]]> {
  const given: string[] = []
  for (const argument of rest) {
    const value = await valueOf(argument, env)
    if (typeof argument !== 'string') secrets.push(value)
    given.push(value)
  }
  return [program, ...given]
}

async function valueOf(argument: Argument, env: Surroundings['env']): Promise<string> {
  if (typeof argument === 'string') return argument
  if ('file' in argument) return (await readFile(argument.file, 'utf8')).replace(/\r?\n$/, '')
  const value = env[argument.env]
  if (value !== undefined) return value
  throw new DecklogError('DECKLOG_PROGRAM_FAILED', `the variable ${argument.env} is not set`)
}

type Result =
  | { readonly failure: string }
  | Pick<
      Extract<Reading, { level: Level }>,
      'level' | 'text' | 'enterAfter' | 'values' | 'measures'
    >

function resultOf(check: Check, exitCode: number, output: CheckOutput): Result {
  const text = [output.text || '(no output)', output.longText].filter(Boolean).join('\n')
  const level = levels[exitCode]
  if (exitCode === 3) return { failure: text }
  if (level === undefined)
    return { failure: `it ended with exit code ${exitCode}, which is none of 0 to 3: ${text}` }
  const kept = measuresOf(check, output.figures)
  return {
    ...{ level, text, values: valuesOf(output.figures, kept), measures: kept },
    enterAfter: dwellSeconds(check),
  }
}

/** So long lie so many results apart; less half an interval, since no timer is exact. */
function dwellSeconds({ after, every }: Check): number {
  return after === 1 ? 0 : (after - 1.5) * every
}
