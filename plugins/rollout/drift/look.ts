import {
  type Host,
  isDecklogError,
  keepable,
  messageOf,
  type RunProgram,
  within,
} from '../../../core/plugin-api.ts'
import { type ImagesReport, shownOf } from '../checking/check.ts'
import { type Found, findByChecks } from '../checking/run-checks.ts'
import { askImages, readReport } from '../checking/running-images.ts'
import type { Target } from '../target-config.ts'
import { type BlindReason, mostImages, type SeenImage } from './events.ts'
import { type Accepted, repositoriesOf, type Standing } from './find-approved.ts'
import type { Seen } from './target.ts'

/** What a look needs. */
export interface Looking {
  readonly host: Pick<Host, 'outbound' | 'gate' | 'clock'>
  readonly run: RunProgram
  readonly target: Target
  readonly standing: Standing
  readonly signal: AbortSignal
}

/** What was seen, in words, and of what images. */
export interface Looked {
  readonly seen: Exclude<Seen, { outcome: 'drifted' }> | DriftSeen
  readonly text: string
  readonly running: readonly SeenImage[] | null
}

type DriftSeen = Omit<Extract<Seen, { outcome: 'drifted' }>, 'rightAt'>

/** A look that takes longer has seen nobody answer. */
const lookSeconds = 15
const programSeconds = 10

/** Looks at a target once. What takes too long, as what throws, has not been told. */
export async function lookOnce(looking: Looking): Promise<Looked> {
  const { signal, host } = looking
  const limits = { ms: lookSeconds * 1_000, signal, time: host.clock }
  try {
    return await within(limits, inner => look({ ...looking, signal: inner }))
  } catch (error) {
    signal.throwIfAborted()
    if (isDecklogError(error, 'DECKLOG_TIMEOUT'))
      return blind('no_answer', `It did not answer within ${lookSeconds} s.`)
    return blind('not_told', messageOf(error))
  }
}

async function look(looking: Looking): Promise<Looked> {
  const { standing } = looking
  const report = await askReport(looking)
  const [held] = standing.accepted
  if (!held) return unapproved(report)
  const running = runningOf(report, repositoriesOf(standing.accepted.map(one => one.release)))
  const found: Looked[] = []
  for (const accepted of standing.accepted) {
    const checks = await check(looking, accepted, report)
    const one = judge(checks, accepted, running)
    if (one.seen.outcome === 'as_approved') return one
    found.push(one)
  }
  const [first = blind('not_told', 'Nothing was looked at.')] = found
  return first.seen.outcome === 'drifted' && standing.underway.length > 0 ? underway(first) : first
}

async function askReport({
  host,
  run,
  target,
  signal,
}: Looking): Promise<ImagesReport | undefined> {
  if (!target.images) return undefined
  const { command } = target.images
  if (!command) return askImages({ host, target, reportedImages: null, signal })
  try {
    const { exitCode, stdout } = await run({ argv: command, timeoutSeconds: programSeconds })
    if (exitCode !== 0) return { problem: `${command[0]} ended with exit code ${exitCode}` }
    return { value: toldBy(stdout.toString('utf8')) }
  } catch (error) {
    return { problem: messageOf(error) }
  }
}

function unapproved(report: ImagesReport | undefined): Looked {
  const text = 'No verification that counts says what was approved.'
  return { seen: { outcome: 'unknown' }, text, running: runningOf(report, null) }
}

function check(
  { host, target: { required: _required, ...target }, signal }: Looking,
  { release }: Accepted,
  report: ImagesReport | undefined,
): Promise<readonly Found[]> {
  return findByChecks({
    ...{ host, target, release, signal, boardId: null, reportedImages: null },
    // Gates are asked what may be done, not what runs.
    gateChecks: [],
    ...(report ? { report } : {}),
  })
}

/** What all checks together say: what is another thing outweighs what could not be seen. */
function judge(
  checks: readonly Found[],
  { approved }: Pick<Accepted, 'approved'>,
  running: readonly SeenImage[] | null,
): Looked {
  const bad = checks
    .filter(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped')
    .map(one => ({ ...one, shows: shownOf(one) }))
  const other = bad.filter(({ shows }) => shows === 'other')
  if (other.length > 0) {
    const text = textOf(other)
    return { seen: { outcome: 'drifted', approved, running, text }, text, running }
  }
  const reason = blindOrder.find(one => bad.some(({ shows }) => shows === one))
  if (reason !== undefined) return { ...blind(reason, textOf(bad)), running }
  return { seen: { outcome: 'as_approved', approved, running }, text: textOf(checks), running }
}

const blindOrder: readonly BlindReason[] = ['no_answer', 'not_told', 'not_well']
const mostText = 1_500

function textOf(checks: readonly Found[]): string {
  const told = checks.map(({ name, detail }) => `${name}: ${detail}`).join(' ')
  return keepable(told === '' ? 'Nothing is looked at.' : told, mostText)
}

function blind(reason: BlindReason, text: string): Looked {
  const told = keepable(text, mostText)
  return { seen: { outcome: 'unreachable', reason, text: told }, text: told, running: null }
}

// Which run that is, its board knows.
function underway({ text, running }: Looked): Looked {
  const told = keepable(`A release is being rolled out. ${text}`, mostText)
  return { seen: { outcome: 'underway' }, text: told, running }
}

// JSON, or a reference a line, as docker ps prints them.
function toldBy(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.split('\n').filter(line => line.trim() !== '')
  }
}

/** What runs, of some repositories or of all, in an order of its own. */
function runningOf(
  report: ImagesReport | undefined,
  of: ReadonlySet<string> | null,
): readonly SeenImage[] | null {
  const running = report && 'value' in report ? readReport(report.value) : undefined
  if (!running) return null
  const seen = running
    .filter(({ repository }) => of === null || of.has(repository))
    .map(({ repository, tag, digest }) => ({
      image: keepable(tag === null ? repository : `${repository}:${tag}`, 400),
      digest: digest === null ? null : keepable(digest, 100),
    }))
  const distinct = new Map(seen.map(one => [`${one.image}@${one.digest}`, one]))
  return [...distinct.keys()]
    .sort()
    .slice(0, mostImages)
    .flatMap(key => distinct.get(key) ?? [])
}
