import {
  type Clock,
  codeOf,
  createRunProgram,
  environment,
  type Environment,
  type HealableSubject,
  type Host,
  isDecklogError,
  keepable,
  messageOf,
  redact,
  secretsIn,
  secretsInArguments,
  within,
} from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { Action, Argv, HttpCall, Policy } from '../policy.ts'
import type { EventNamed } from '../events.ts'

/** How an action ended, by its own account. */
export type Ended = Pick<
  EventNamed<'recovery.ActionFinished'>['data'],
  'outcome' | 'exitCode' | 'changed' | 'freedBytes' | 'durationMs' | 'output'
>
type Said = Omit<Ended, 'durationMs'>

/** What is to be done about what, and how. */
export interface Acting {
  readonly policy: Pick<Policy, 'name' | 'action'>
  readonly attemptId: string
  readonly kind: string
  readonly state: string
  readonly subject: Pick<HealableSubject, 'id' | 'subject' | 'host'>
  readonly how: 'done' | 'rehearsed'
}

export type ActingHost = Pick<
  Host<RecoveryConfig>,
  'outbound' | 'healables' | 'machine' | 'clock' | 'config'
>

/** Most bytes that a program may say; of it the end is kept. */
const mostBytes = 1024 * 1024
const mostCharacters = 4_000

/** Does what a policy says, within its deadline; it never rejects, and what it tells has no secrets. */
export async function perform(
  host: ActingHost,
  acting: Acting,
  signal: AbortSignal,
): Promise<Ended> {
  const started = timed(host.clock)
  const { action } = acting.policy
  try {
    const said = await doIt(host, acting, signal)
    return { ...said, durationMs: started(), output: shown(said.output, action) }
  } catch (error) {
    const durationMs = started()
    const isLate = durationMs >= action.timeout * 1_000 || isDecklogError(error, 'DECKLOG_TIMEOUT')
    const outcome = signal.aborted ? 'interrupted' : isLate ? 'timed_out' : 'failed'
    const output = shown(messageOf(error), action)
    return { outcome, exitCode: null, ...unknown, durationMs, output }
  }
}

const unknown = { changed: 'unknown', freedBytes: null } as const
// What was never begun has changed nothing.
const notStarted = {
  outcome: 'not_started',
  exitCode: null,
  changed: 'nothing',
  freedBytes: null,
} as const

function timed({ monotonicMs }: Pick<Clock, 'monotonicMs'>): () => number {
  const startMs = monotonicMs()
  return () => Math.round(monotonicMs() - startMs)
}

function doIt(host: ActingHost, acting: Acting, signal: AbortSignal): Promise<Said> | Said {
  const { run, http, own, timeout } = acting.policy.action
  if (run) return runProgram(host, { ...acting, run }, signal)
  if (http) return call(host, { ...acting, http }, signal)
  return within({ ms: timeout * 1_000, signal, time: host.clock }, inner =>
    doOwn(host, { ...acting, own }, inner),
  )
}

async function runProgram(
  { config }: ActingHost,
  { run, how, ...acting }: Acting & { readonly run: Argv },
  signal: AbortSignal,
): Promise<Said> {
  const argv = how === 'done' ? run.argv : run.dryRun
  if (!argv) return { ...notStarted, output: 'It has no rehearsal.' }
  const env = environmentOf(run, { config, acting })
  const start = createRunProgram({ env, interrupt: signal })
  const { timeout } = acting.policy.action
  // What it starts and leaves behind may be the very thing that was to be started.
  const program = { argv, timeoutSeconds: timeout, cwd: '/', mostBytes }
  try {
    const { exitCode, stdout, stderr } = await start(program)
    const output = `${stdout.toString()}\n${stderr.toString()}`.trim()
    return { ...unknown, outcome: exitCode === 0 ? 'succeeded' : 'failed', exitCode, output }
  } catch (error) {
    if (isMissing(error)) return { ...notStarted, output: messageOf(error) }
    throw error
  }
}

/** Whether the system knows no such program, or may not run it. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error ? codeOf(error.cause) : undefined
  return code !== undefined && ['ENOENT', 'EACCES', 'ENOEXEC', 'ENOTDIR'].includes(code)
}

/** What a program is told, by its environment alone: what a subject is called is never an argument. */
function environmentOf(
  { env }: Argv,
  {
    config: { path },
    acting,
  }: {
    readonly config: Pick<RecoveryConfig, 'path'>
    readonly acting: Omit<Acting, 'how'>
  },
): Environment {
  const { policy, kind, state, subject, attemptId } = acting
  const given = Object.fromEntries(env.map(name => [name, environment[name]]))
  return {
    PATH: [...path, environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(':'),
    LC_ALL: 'C.UTF-8',
    ...given,
    RECOVERY_POLICY: policy.name,
    RECOVERY_ATTEMPT: attemptId,
    RECOVERY_KIND: kind,
    RECOVERY_STATE: state,
    RECOVERY_SUBJECT: subject.subject,
    RECOVERY_SUBJECT_ID: subject.id,
    ...(subject.host === null ? {} : { RECOVERY_HOST: subject.host }),
  }
}

async function call(
  { outbound }: ActingHost,
  { http, how, policy }: Acting & { readonly http: HttpCall },
  signal: AbortSignal,
): Promise<Said> {
  if (how === 'rehearsed') return { ...notStarted, output: 'It has no rehearsal.' }
  const { url, method, headers, body } = http
  const answer = await outbound.request({
    ...{ url, method, headers, signal, source: 'configuration', share: `recovery ${policy.name}` },
    ...{ timeoutMs: policy.action.timeout * 1_000, maxBytes: 65_536 },
    ...(body === undefined ? {} : { body }),
  })
  if (answer.outcome === 'failed') return { ...unanswered(answer.failure), output: answer.message }
  const { status } = answer
  const outcome = status >= 200 && status < 300 ? 'succeeded' : 'failed'
  // What the other side sent is not told.
  return { ...unknown, outcome, exitCode: status, output: `It answered ${status}.` }
}

const unsent: readonly string[] = ['address_refused', 'name_unresolved', 'connection_refused']

function unanswered(failure: string): Omit<Said, 'output'> {
  if (unsent.includes(failure)) return notStarted
  const outcome = failure === 'timed_out' ? 'timed_out' : 'failed'
  return { outcome, exitCode: null, ...unknown }
}

async function doOwn(
  { healables, machine, clock }: ActingHost,
  { own, kind, subject, how }: Acting & { readonly own: Action['own'] },
  signal: AbortSignal,
): Promise<Said> {
  const actions = healables().find(one => one.kind === kind)?.actions ?? {}
  const name = own?.name ?? ''
  const found = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!found) return { ...notStarted, output: `There is no action ${name}.` }
  const { value: options, error } = found.options.validate(own?.with)
  if (error) return { ...notStarted, output: error.message }
  const {
    changed,
    text,
    freedBytes = null,
  } = await found.run({ subject, options, how, machine, now: clock.now() }, signal)
  return { outcome: 'succeeded', exitCode: null, changed, freedBytes, output: text }
}

// Its end tells what went wrong.
function shown(output: string, { run }: Action): string {
  const named = Object.fromEntries((run?.env ?? []).map(name => [name, environment[name]]))
  const given = Object.values(named).map(value => value ?? '')
  const secrets = [...given, ...secretsIn(environment), ...secretsInArguments(run?.argv ?? [])]
  const clean = redact(output.slice(-4 * mostCharacters), secrets, { fewest: 4 })
  return keepable(clean.trim().slice(-mostCharacters), mostCharacters)
}
