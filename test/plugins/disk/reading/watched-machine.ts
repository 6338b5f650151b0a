import { DecklogError } from '../../../../core/errors.ts'
import { createDiskReader } from '../../../../plugins/disk/reading/disk-reader.ts'
import type { Figures } from '../../../../plugins/disk/reading/figures.ts'
import { type GuardEvent, observeDisks } from '../../../../plugins/disk/reading/guard.ts'
import { type MountEntry, parseMountinfo } from '../../../../plugins/disk/reading/mountinfo.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import type { Teardown } from '../../../support/postgres.ts'
import { until } from '../../../support/until.ts'
import { createTestHost, type HostParts } from '../test-host.ts'

// Half of 4 MB is free.
const half: Figures = {
  ...{ unit: 4096n, blocks: 1000n, free: 500n, available: 500n },
  ...{ inodes: 100n, freeInodes: 50n },
}

/** What a filesystem does when it is asked. */
export type Answer = Partial<Figures> | 'hangs' | 'denied' | 'broken'

/** A machine whose mounts and figures are the test's. */
export interface WatchedMachine {
  mountinfo: string
  /** By path; half full where nothing is said. */
  answers: Record<string, Answer>
  /** Lets an interval pass; answers what the guard observed in it. */
  round(): Promise<readonly GuardEvent[]>
  /** The same in a word each: `/data Sampled`, `/data covered`. */
  told(): Promise<readonly string[]>
}

/** Watches a machine as the guard does. */
export function watchMachine(
  t: Teardown,
  parts: HostParts & { mountinfo: string },
): WatchedMachine {
  const clock = createFakeClock()
  const host = createTestHost({ clock, ...parts })
  let rounds = 0
  let seen: GuardEvent[] = []
  const stat = async ({ path }: { path: string }): Promise<Figures> => {
    const answer = machine.answers[path] ?? {}
    if (answer === 'hangs') throw new DecklogError('DECKLOG_TIMEOUT', `${path} did not answer.`)
    if (typeof answer === 'string') throw new Error(`${path}: ${sayings[answer]}.`)
    return { ...half, ...answer }
  }
  const list = async (): Promise<readonly MountEntry[]> => {
    rounds += 1
    return parseMountinfo(machine.mountinfo)
  }
  const reader = { list, stat }
  const guard = observeDisks(host, createDiskReader(host.machine, host.config, reader))
  const machine: WatchedMachine = {
    mountinfo: parts.mountinfo,
    answers: {},
    async round() {
      const before = rounds
      seen = []
      await clock.advance(before === 0 ? 0 : 60_000)
      await until('the machine was looked at', () => rounds > before)
      for (let quiet = 0, last = -1; quiet < 3; last = seen.length) {
        await new Promise(setImmediate)
        quiet = seen.length === last ? quiet + 1 : 0
      }
      return seen.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
    },
    async told() {
      const events = await machine.round()
      return events.flatMap(({ type, data }) => {
        if (type === 'disk.MountsListed') return []
        return [`${data.mount} ${type === 'disk.Sampled' ? 'read' : data.failure}`]
      })
    },
  }
  const subscription = guard.subscribe(({ event }) => seen.push(event))
  t.teardown(() => subscription.unsubscribe())
  return machine
}

const sayings = { denied: 'Permission denied', broken: 'Input/output error' } as const

// They come as they are read: by mount they are always in one order, the list of mounts last.
function placeOf({ type, data }: GuardEvent): string {
  return type === 'disk.MountsListed' ? `\u{10ffff}${data.part}` : data.mount
}
