import Joi from 'joi'
import type { Gate } from '../../../core/gate.ts'
import type { Host } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import { findDisk } from './find-disk.ts'
import { noDisk, reasonsOf, type GatedDisk } from './gate-reasons.ts'
import { isGone } from '../judging/standing.ts'

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
      const { rows, position } = await host.rows<GatedDisk>('disk-status', {
        equals: { host: machine },
        limit: 1000,
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
