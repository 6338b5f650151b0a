import type { GateReason } from '../../../core/gate.ts'
import type { Forecast } from '../forecasting/forecast.ts'
import { formatDuration } from './format-duration.ts'
import type { Standing } from '../judging/hysteresis.ts'
import { blocks, isFailing, standingAt, type RecordedDisk } from '../judging/standing.ts'

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
export function reasonsOf(disk: GatedDisk, now: Date): readonly GateReason[] {
  const standing = standingAt(disk, now)
  return [...becauseOfSeverity(disk, standing), ...becauseOfForecast(disk, standing)]
}

/** Why nothing is allowed on a machine of which no such disk is known: unknown is not yes. */
export function noDisk(host: string): GateReason {
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
