import Joi from 'joi'
import type { Gate, GateReason } from '../../../core/gate.ts'
import type { Host } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import type { Forecast } from '../sample-events.ts'
import type { Standing } from '../judging/hysteresis.ts'
import { blocks, isFailing, isGone, type RecordedDisk, standingAt } from '../judging/standing.ts'
import { findDisk } from './find-disk.ts'
import { formatDuration } from './words.ts'

interface Question {
  readonly host?: string
  readonly path?: string
  readonly mount?: string
}

/** The gate `disk`: is there room for the next step? */
export function createGate(host: Host<DiskConfig, DiskEvent>): Gate<Question> {
  return {
    name: 'disk',
    summary:
      'Is there room for the next step? Denies at critical or emergency and for a disk nobody knows; warns at warning, unknown, or when a disk is forecast to fill up.',
    question: Joi.object({
      host: Joi.string().description('Node name of the machine; this one by default.'),
      path: Joi.string().pattern(/^\//).description('Asks about the disk that holds this path.'),
      mount: Joi.string().pattern(/^\//).description('Asks about the disk mounted here.'),
    }).oxor('path', 'mount'),
    async answer(question) {
      const machine = question.host ?? host.machine.name
      const { rows, position } = await host.all<GatedDisk>('disk-status', {
        equals: { host: machine },
      })
      const now = host.clock.now()
      const asked = pick(rows, question, now)
      const reasons = asked.flatMap(disk => reasonsOf(disk, now))
      return { reasons: asked.length > 0 ? reasons : [noDisk(machine)], position }
    },
  }
}

function pick(
  disks: readonly GatedDisk[],
  { path, mount }: Question,
  now: Date,
): readonly GatedDisk[] {
  if (mount !== undefined) return disks.filter(disk => disk.mount === mount)
  if (path === undefined) return disks.filter(disk => !isGone(disk, now))
  const disk = findDisk(
    disks.filter(one => !isGone(one, now)),
    path,
  )
  return disk ? [disk] : []
}

/** What the gate looks at of a row of `disk-status`. */
export interface GatedDisk extends RecordedDisk {
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

/** Why nothing is allowed on a machine of which no such disk is known: unknown is not yes. */
function noDisk(host: string): GateReason {
  return {
    decision: 'deny',
    code: 'disk_not_known',
    text: `No such disk of ${host} is known.`,
    eventIds: [],
  }
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
    text: `${disk.mount} of ${disk.host} is full in ${formatDuration(disk.forecast.fullInSeconds)} if it goes on like this.`,
    eventIds: disk.sample_event_id ? [disk.sample_event_id] : [],
  }
}

function eventIdsOf(disk: GatedDisk): readonly string[] {
  const observation = isFailing(disk) ? disk.failure_event_id : disk.sample_event_id
  const ids = [disk.severity_event_id, observation]
  return ids.filter(id => id !== null)
}
