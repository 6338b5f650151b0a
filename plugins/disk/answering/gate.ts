import Joi from 'joi'
import {
  blocks,
  type Gate,
  type GateReason,
  type Host,
  isFailing,
  type JudgingGate,
  type Standing,
  standingAt,
} from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import { isForgotten, isGone } from '../judging/standing.ts'
import { type DiskFacts, factOf, type GatedDisk, type Question, timed } from './disk-facts.ts'
import { findByMount, findByPath, type Found, type MountList } from './find-disk.ts'
import { describeFilling } from './words.ts'

const question = Joi.object<Question>({
  host: Joi.string().max(255).description('Node name of the machine; this one by default.'),
  path: Joi.string()
    .max(4096)
    .pattern(/^\//)
    .description('Asks about the disk that holds this path.'),
  mount: Joi.string().max(4096).pattern(/^\//).description('Asks about the disk mounted here.'),
}).oxor('path', 'mount')

/** The gate `disk`: is there room for the next step? */
export function createGate(host: Host<DiskConfig, DiskEvent>): Gate<Question> {
  return {
    name: 'disk',
    mode: 'deny',
    summary:
      'Is there room for the next step? Denies at critical or emergency and for what nobody knows or watches; warns at warning, unknown, or when a disk is forecast to fill up.',
    question,
    async answer(asked) {
      const machine = asked.host ?? host.machine.name
      const [{ rows: disks, position }, list] = await Promise.all([
        host.all<GatedDisk>('disk-status', { equals: { host: machine } }),
        isAboutAll(asked) ? undefined : readMounts(host, machine),
      ])
      const now = host.clock.now()
      const found = pick(disks, list, { question: asked, now }).map(factOf)
      const facts: DiskFacts = { question: asked, machine, at: now.toISOString(), found }
      return { reasons: judgeDisks(facts), position, facts }
    },
  }
}

/** How answers of the gate follow from their facts. */
export const judgingDisks: JudgingGate<DiskFacts, DiskConfig> = {
  ...{ name: 'disk', question, judge: judgeDisks },
}

/** Why the disks of a question do not simply allow the next step. Pure. */
function judgeDisks({ question: { host, mount }, machine, at, found }: DiskFacts): GateReason[] {
  const now = new Date(at)
  const disks = found.map(one => (one.kind === 'watched' ? { ...one, disk: timed(one.disk) } : one))
  // A mount that is named is asked about however long it has been gone, unless it was forgotten.
  const known = disks.filter(one => one.kind !== 'watched' || !isForgotten(one.disk))
  const there =
    mount === undefined
      ? known.filter(one => one.kind !== 'watched' || !isGone(one.disk, now))
      : known
  const about = host ?? machine
  if (there.length === 0) return [notWatched({ kind: 'unknown' }, about)]
  return there.flatMap(one =>
    one.kind === 'watched' ? reasonsOf(one.disk, now) : [notWatched(one, about)],
  )
}

function isAboutAll({ path, mount }: Question): boolean {
  return path === undefined && mount === undefined
}

async function readMounts(
  host: Host<DiskConfig, DiskEvent>,
  machine: string,
): Promise<MountList | undefined> {
  const { rows } = await host.rows<MountList & object>('disk-mounts', { keys: [machine] })
  return rows[0]
}

/** The disks that a question is about; of one about all, those too that may be gone. */
function pick(
  disks: readonly GatedDisk[],
  list: MountList | undefined,
  { question: { path, mount }, now }: { readonly question: Question; readonly now: Date },
): readonly Found<GatedDisk>[] {
  const known = disks.filter(disk => !isForgotten(disk))
  if (mount !== undefined) return [findByMount(known, list, mount)]
  if (path === undefined) return known.map(disk => ({ kind: 'watched', disk }))
  return [
    findByPath(
      known.filter(disk => !isGone(disk, now)),
      list,
      path,
    ),
  ]
}

/** Why a disk does not simply allow the next step. */
function reasonsOf(disk: GatedDisk, now: Date): readonly GateReason[] {
  const standing = standingAt(disk, now)
  return [...becauseOfSeverity(disk, standing), ...becauseOfForecast(disk, standing)]
}

/** Why nothing is allowed where nobody looks: unknown is not yes. */
function notWatched(
  found: Exclude<Found<GatedDisk>, { kind: 'watched' }>,
  host: string,
): GateReason {
  if (found.kind === 'unknown') {
    const text = `No such disk of ${host} is known.`
    return { decision: 'deny', code: 'disk_not_known', text, eventIds: [] }
  }
  const text = `${found.mount} of ${host} is not watched: ${found.why}.`
  return { decision: 'deny', code: 'disk_not_watched', text, eventIds: found.eventIds }
}

function* becauseOfSeverity(disk: GatedDisk, { severity, held }: Standing): Generator<GateReason> {
  if (severity === 'ok') return
  const decision = blocks(held) ? 'deny' : 'warn'
  const name = `${disk.mount} of ${disk.host}`
  const text =
    severity !== 'unknown'
      ? `${name} is at ${severity}.`
      : blocks(held)
        ? `${name} cannot be read; it was at ${held} before.`
        : `${name} cannot be read: how full it is, is unknown.`
  yield { decision, code: `disk_${severity}`, text, eventIds: eventIdsOf(disk) }
}

// A forecast is as old as the reading it was made from: of a disk nobody can read it says nothing.
function* becauseOfForecast(disk: GatedDisk, { severity }: Standing): Generator<GateReason> {
  if (severity === 'unknown' || !disk.forecast || disk.forecast.severity === 'ok') return
  yield {
    decision: 'warn',
    code: 'disk_filling',
    text: `${disk.mount} of ${disk.host} ${describeFilling(disk.forecast)} if it goes on like this.`,
    eventIds: disk.sample_event_id ? [disk.sample_event_id] : [],
  }
}

function eventIdsOf(disk: GatedDisk): readonly string[] {
  const observation = isFailing(disk) ? disk.failure_event_id : disk.sample_event_id
  const ids = [disk.severity_event_id, observation]
  return ids.filter(id => id !== null)
}
