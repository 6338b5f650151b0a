import { type Recheck, type Recorded } from '../../../core/plugin-api.ts'
import { isAmong, isMember, isPerson } from '../approving/person.ts'
import { takesPersons } from '../approving/standing.ts'
import { subjectDigest } from '../approving/subject.ts'
import type { GsdConfig } from '../config.ts'
import type { RunEvent } from '../events.ts'
import { cite } from '../gating/cite-gates.ts'
import { originOf, type Run, type RunEvents } from '../run.ts'
import { needsOf } from '../running/needs.ts'
import { orderOf, stepsBetween } from '../stage.ts'

// A command is decided at the time at which it came; its gates are asked before it is recorded.
const decidedWithinMs = 3_000

/** An event of a run, the run before it, and the rules that it cites. */
interface Looked {
  readonly run: Run
  readonly config: GsdConfig
}

type Rechecks = {
  readonly [T in RunEvent['type']]?: (event: RunEvents[T], looked: Looked) => readonly Recheck[]
}

/** Judges an event of a run again, by the run as it was before it; what decides nothing has nothing to be judged. */
export function redecideRun<T extends RunEvent['type']>(
  type: T,
  event: RunEvents[T],
  looked: Looked,
): readonly Recheck[] {
  return rechecks[type]?.(event, looked) ?? []
}

const rechecks: Rechecks = {
  'gsd.GateDecided': (event, { run }) => {
    const { effect, bypassId, step } = event.data
    const cited = event.data
    const at = momentsOf(event).find(moment => {
      const { data } = cite(run, { step, cited, at: moment })
      return data.effect === effect && data.bypassId === bypassId
    })
    const { data } = cite(run, { step, cited, at: at ?? latest(event) })
    return [
      {
        ...{ what: 'what came of it', of: 'facts', recorded: { effect, bypassId } },
        judged: { effect: data.effect, bypassId: data.bypassId },
      },
    ]
  },
  'gsd.StageEntered': (event, { run }) => {
    const { from, to, attempt, order } = event.data
    const judged = {
      ...{ from: run.stage, attempt: (run.attempts[to] ?? 0) + 1, order: orderOf(run.stage, to) },
    }
    return [
      { what: 'the move', of: 'facts', recorded: { from, attempt, order }, judged },
      lacking(event, run, stepsBetween(run.stage, to)),
    ]
  },
  'gsd.RunCompleted': (event, { run }) => {
    const { outcome, subjectDigest: recorded } = event.data
    const subject = {
      what: 'its subject',
      of: 'facts',
      recorded,
      judged: subjectDigest(run),
    } as const
    if (outcome !== 'succeeded') return [subject]
    return [subject, lacking(event, run, stepsBetween(run.stage, 'completion'))]
  },
  'gsd.ApprovalGiven': (event, looked) => [...decided(event, looked), second(event, looked)],
  'gsd.ApprovalRejected': decided,
  'gsd.ApprovalWaived': (event, looked) => [role(event, looked), second(event, looked)],
  'gsd.ApprovalRequested': ({ data }, { config }) => {
    const held = config.secondPerson === 'required'
    const judged = held ? 'required' : data.secondPerson
    return [{ what: 'a second person', of: 'rules', recorded: data.secondPerson, judged }]
  },
  'gsd.GateBypassed': ({ data, receivedAt }, { config }) => {
    const longest = receivedAt.getTime() + config.longestBypass * 1_000
    const isTooLong = Date.parse(data.expiresAt) > longest
    return [
      {
        what: 'how long it holds',
        of: 'rules',
        recorded: 'allowed',
        judged: isTooLong ? 'too long' : 'allowed',
      },
    ]
  },
}

/** Judges how a run starts: with all the evidence that the rules ask of every run. */
export function redecideStart(
  { data }: RunEvents['gsd.RunStarted'],
  { requiredEvidence }: GsdConfig,
): readonly Recheck[] {
  const missing = requiredEvidence.filter(type => !data.requiredEvidence.includes(type))
  return [{ what: 'required evidence that is missing', of: 'rules', recorded: [], judged: missing }]
}

function latest({ receivedAt }: Recorded<RunEvent>): string {
  return receivedAt.toISOString()
}

function momentsOf(event: Recorded<RunEvent>): readonly string[] {
  return [latest(event), new Date(event.receivedAt.getTime() - decidedWithinMs).toISOString()]
}

/** What a run lacked for its steps: nothing, or it would not have moved. */
function lacking(
  event: Recorded<RunEvent>,
  run: Run,
  steps: Parameters<typeof needsOf>[1],
): Recheck {
  const { actor } = originOf(event)
  const found = momentsOf(event).map(at => needsOf(run, steps, { at, actor }))
  const judged = found.find(needs => needs.length === 0) ?? found[0] ?? []
  return { what: 'what it lacks', of: 'facts', recorded: [], judged }
}

type Decided = RunEvents['gsd.ApprovalGiven' | 'gsd.ApprovalRejected']

function decided(event: Decided, looked: Looked): readonly Recheck[] {
  const { step, round, subjectDigest: digest } = event.data
  const point = looked.run.points.find(one => one.step === step)
  return [
    {
      ...{ what: 'what it decides on', of: 'facts', recorded: { round, digest } },
      judged: { round: point?.round ?? null, digest: subjectDigest(looked.run) },
    },
    role(event, looked),
  ]
}

function role(event: Decided | RunEvents['gsd.ApprovalWaived'], { run, config }: Looked): Recheck {
  const { actor } = originOf(event)
  const point = run.points.find(({ step }) => step === event.data.step)
  const name = point?.role ?? null
  const members =
    name !== null && Object.hasOwn(config.roles, name) ? config.roles[name] : undefined
  const isHeld = members === undefined || members.some(member => isMember(member, actor))
  return {
    what: 'who may decide',
    of: 'rules',
    recorded: 'may',
    judged: isHeld ? 'may' : `not as ${name}`,
  }
}

function second(
  event: RunEvents['gsd.ApprovalGiven' | 'gsd.ApprovalWaived'],
  { run }: Looked,
): Recheck {
  const { actor, via } = originOf(event)
  const point = run.points.find(({ step }) => step === event.data.step)
  const own = [actor, ...(via === null ? [] : [via])].some(one => isAmong(one, run.advancedBy))
  const isRefused =
    point !== undefined &&
    ((point.secondPerson === 'required' && own) || (takesPersons(point) && !isPerson(actor)))
  return {
    what: 'the second person',
    of: 'facts',
    recorded: 'another',
    judged: isRefused ? 'none' : 'another',
  }
}
