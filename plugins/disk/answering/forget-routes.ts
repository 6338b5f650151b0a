import Joi from 'joi'
import {
  type Call,
  commandOf,
  type CommandOrigin,
  type Decider,
  DecklogError,
  defineRoute,
  heardAt,
  type Host,
  inputs,
  machinePatienceMs,
  type MachineRow,
  notFound,
  type Route,
} from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent, Forgotten } from '../events.ts'
import { isForgotten, isThere, type RecordedDisk } from '../judging/standing.ts'
import type { Disk } from '../sample-events.ts'
import { mountsStream, pressureStream } from '../streams.ts'

interface Body {
  readonly reason: string
}

/** A disk as far as it is looked at to forget it. */
export interface KnownDisk extends RecordedDisk {
  readonly disk_id: string
  readonly host: string
  readonly mount: string
}

const payload = Joi.object({
  reason: inputs.words(1_000).required().description('Why.'),
}).required()
const response = Joi.object({
  forgotten: Joi.array().items(inputs.uuid()).required().description('Ids of the disks.'),
})
const shared = {
  ...({ method: 'POST', scope: 'operate', revision: 'none' } as const),
  ...{ tags: ['disks'], payload, response, shows: ['disk-status', 'disk-mounts'] },
}

/** The routes that forget what does not come back: one disk, or all disks of a machine. */
export function forgetRoutes(host: Host<DiskConfig, DiskEvent>): readonly Route[] {
  return [forgetDisk(host), forgetHost(host)]
}

const forgetDisk = (host: Host<DiskConfig, DiskEvent>): Route =>
  defineRoute<{ id: string }, unknown, Body>({
    ...shared,
    path: '/api/v1/disks/{id}/forget',
    summary:
      'Forgets a disk that does not come back, and what it blocked; read again, it is known again. One that is being read is not forgotten (409).',
    params: Joi.object({ id: inputs.uuid().required().description('Id of the disk.') }),
    handle: async call => {
      requireEverywhere(call)
      const { rows } = await host.rows<KnownDisk>('disk-status', { keys: [call.params.id] })
      if (rows.length === 0) throw notFound('disk')
      return answered(await forgetDisks(host, rows, askedBy(call)))
    },
  })

const forgetHost = (host: Host<DiskConfig, DiskEvent>): Route =>
  defineRoute<{ host: string }, unknown, Body>({
    ...shared,
    path: '/api/v1/hosts/{host}/forget',
    summary:
      'Forgets a machine that does not come back: its silence, and all its disks and mounts. One that still reports is not forgotten (409).',
    params: Joi.object({ host: Joi.string().max(255).required().description('Its node name.') }),
    handle: async call => {
      requireEverywhere(call)
      const { host: machine } = call.params
      const { rows } = await host.all<KnownDisk>('disk-status', { equals: { host: machine } })
      const heard = await lastHeard(host, machine)
      if (rows.length === 0 && !heard) throw notFound('host')
      refuseWhoReports(machine, heard, host.clock.now())
      const { forgotten } = await forgetDisks(host, rows, askedBy(call))
      const { reason } = call.payload
      await host.forgetMachine({ machine, reason, actor: call.caller.actor })
      const { position } = await host.observe({
        stream: mountsStream(machine),
        event: { type: 'disk.MountsListed', data: emptyList(machine) },
        actor: call.caller.actor,
      })
      return { body: { forgotten }, position }
    },
  })

// A machine may be silent whose disks nobody watched.
async function lastHeard({ rows }: Pick<Host, 'rows'>, machine: string): Promise<Date | null> {
  const known = await rows<MachineRow>('machines', { keys: [machine] })
  return known.rows[0] ? heardAt(known.rows[0]) : null
}

function refuseWhoReports(machine: string, heard: Date | null, now: Date): void {
  if (!heard || now.getTime() - heard.getTime() > machinePatienceMs) return
  throw new DecklogError(
    'DECKLOG_REFUSED',
    `${machine} still reports: it was heard at ${heard.toISOString()}. Stop Decklog there and wait for ${machinePatienceMs / 1_000} s; then it can be forgotten.`,
  )
}

// Forgotten, a disk that is critical would open the gate until it is read the next time.
function refuseWhatIsThere(rows: readonly KnownDisk[], now: Date): void {
  const there = rows.find(row => !isForgotten(row) && isThere(row, now))
  if (!there) return
  const at = there.sampled_at?.toISOString() ?? ''
  throw new DecklogError(
    'DECKLOG_REFUSED',
    `${there.mount} of ${there.host} was read at ${at}: it is there. Unmount it, or stop watching it, and wait until its state is no longer \`read\`; then it can be forgotten.`,
  )
}

/** Why disks are forgotten, and who asks. */
interface Asked {
  readonly reason: string
  readonly origin: CommandOrigin
}

const askedBy = (call: Call<unknown, unknown, Body>): Asked => ({
  reason: call.payload.reason,
  origin: commandOf(call, 'left out'),
})

/** The disks that were forgotten, and the position after the last; undefined where all had been before. */
interface ForgottenDisks {
  readonly forgotten: readonly string[]
  readonly position: bigint | undefined
}

/** Forgets disks that do not come back; DECKLOG_REFUSED where one of them is there. */
export async function forgetDisks(
  host: Host<DiskConfig, DiskEvent>,
  rows: readonly KnownDisk[],
  { reason, origin }: Asked,
): Promise<ForgottenDisks> {
  refuseWhatIsThere(rows, host.clock.now())
  const forgotten: string[] = []
  let last: bigint | undefined
  for (const row of rows) {
    if (isForgotten(row)) continue
    const disk = { diskId: row.disk_id, host: row.host, mount: row.mount }
    const { position } = await host.execute(forgetDecider, {
      stream: pressureStream(row.disk_id),
      command: { disk, reason },
      ...origin,
    })
    forgotten.push(row.disk_id)
    last = position
  }
  return { forgotten, position: last }
}

function answered({ forgotten, position }: ForgottenDisks): {
  readonly body: { readonly forgotten: readonly string[] }
  readonly position?: bigint
} {
  return { body: { forgotten }, ...(position === undefined ? {} : { position }) }
}

// Disks belong to no board: who is limited to boards sees and changes none.
function requireEverywhere({ caller }: Pick<Call, 'caller'>): void {
  if (caller.boards === null) return
  throw new DecklogError(
    'DECKLOG_FORBIDDEN',
    'A disk is of no board; a token that is limited to boards cannot forget it.',
  )
}

/** Forget a disk, whatever it was. */
interface Forget {
  readonly disk: Disk
  readonly reason: string
}

/** A disk is forgotten as often as it is asked for: each time may be after it was seen again. */
export const forgetDecider: Decider<null, Forget, Forgotten> = {
  initial: null,
  evolve: () => null,
  decide: ({ disk, reason }) => [{ type: 'disk.Forgotten', data: { ...disk, reason } }],
}

const nothingListed = 'b3a1f7ce-8f0e-4a7c-9d1b-5e0c2a9d7f40'

function emptyList(machine: string): {
  host: string
  listingId: string
  part: number
  parts: number
  mounts: readonly never[]
} {
  return { host: machine, listingId: nothingListed, part: 0, parts: 1, mounts: [] }
}
