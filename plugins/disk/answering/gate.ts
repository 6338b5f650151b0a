import Joi from 'joi'
import {
  blocks,
  type Gate,
  type GateReason,
  type Host,
  isFailing,
  type Standing,
  standingAt,
} from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import { isForgotten, isGone, type RecordedDisk } from '../judging/standing.ts'
import type { Forecast } from '../sample-events.ts'
import { findByMount, findByPath, type Found, type MountList } from './find-disk.ts'
import { describeFilling } from './words.ts'

interface Question {
  readonly host?: string
  readonly path?: string
  readonly mount?: string
}

/** The gate `disk`: is there room for the next step? */
export function createGate(host: Host<DiskConfig, DiskEvent>): Gate<Question> {
  return {
    name: 'disk',
    mode: 'deny',
    summary:
      'Is there room for the next step? Denies at critical or emergency and for what nobody knows or watches; warns at warning, unknown, or when a disk is forecast to fill up.',
    question: Joi.object({
      host: Joi.string().max(255).description('Node name of the machine; this one by default.'),
      path: Joi.string()
        .max(4096)
        .pattern(/^\//)
        .description('Asks about the disk that holds this path.'),
      mount: Joi.string().max(4096).pattern(/^\//).description('Asks about the disk mounted here.'),
    }).oxor('path', 'mount'),
    async answer(question) {
      const machine = question.host ?? host.machine.name
      const [{ rows: disks, position }, list] = await Promise.all([
        host.all<GatedDisk>('disk-status', { equals: { host: machine } }),
        isAboutAll(question) ? undefined : readMounts(host, machine),
      ])
      const now = host.clock.now()
      const reasons = pick(disks, list, { question, now }).flatMap(found =>
        found.kind === 'watched' ? reasonsOf(found.disk, now) : [notWatched(found, machine)],
      )
      return { reasons, position }
    },
  }
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

function pick(
  disks: readonly GatedDisk[],
  list: MountList | undefined,
  { question: { path, mount }, now }: { readonly question: Question; readonly now: Date },
): readonly Found<GatedDisk>[] {
  // A mount that is named is asked about however long it has been gone, unless it was forgotten.
  const known = disks.filter(disk => !isForgotten(disk))
  if (mount !== undefined) return [findByMount(known, list, mount)]
  const there = known.filter(disk => !isGone(disk, now))
  if (path !== undefined) return [findByPath(there, list, path)]
  return there.length > 0
    ? there.map(disk => ({ kind: 'watched', disk }) as const)
    : [{ kind: 'unknown' }]
}

/** What the gate looks at of a row of `disk-status`. */
export interface GatedDisk extends RecordedDisk {
  readonly disk_id: string
  readonly host: string
  readonly mount: string
  readonly forecast: Forecast | null
  readonly severity_event_id: string | null
  readonly sample_event_id: string | null
  readonly failure_event_id: string | null
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
