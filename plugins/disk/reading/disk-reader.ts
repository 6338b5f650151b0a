import { isDecklogError, type Machine, messageOf } from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { FailedRead, Reading } from '../sample-events.ts'
import {
  chooseMounts,
  type Choosing,
  type Mount,
  type MountChoice,
  type Watched,
} from './choose-mounts.ts'
import { resolve } from 'node:path'
import { measure, poolOf } from './figures.ts'
import { listMounts } from './list-mounts.ts'
import type { MountEntry } from './mountinfo.ts'
import { createStatCall, type StatCall } from './stat-call.ts'

/** What came of reading one filesystem. */
export type ReadResult =
  | { readonly kind: 'read'; readonly reading: Reading }
  | (Pick<FailedRead, 'failure' | 'message'> & {
      readonly kind: 'failed'
      /** What makes it one that cannot be watched at all, if it never was. */
      readonly refused?: 'no_size' | 'not_permitted'
    })

/** Reads the filesystems of one machine. */
export interface DiskReader {
  /** Finds what is mounted now, and what of it to watch. */
  choose(memory?: Omit<Choosing, 'root' | 'config'>): Promise<MountChoice>
  /** Reads one of them, and never takes longer than its deadline. */
  read(watched: Watched): Promise<ReadResult>
  /** Reads each for itself, by name; those that cannot be read are left out. */
  readEach(mounts: readonly Mount[]): Promise<ReadonlyMap<string, Reading>>
}

/** How a reader reaches the machine. */
export interface Ways {
  readonly list: () => Promise<readonly MountEntry[]>
  readonly stat: StatCall
}

/** Creates a reader of the machine whose root is at `root`: of the configured mounts, or of all that can fill up. */
export function createDiskReader(
  machine: Pick<Machine, 'root'>,
  config: Pick<DiskConfig, 'mounts' | 'include' | 'exclude' | 'interval' | 'readTimeout'>,
  ways: Ways = waysOf(config),
): DiskReader {
  const root = resolve(machine.root)
  const { list, stat } = ways

  const readOne = async (mount: Mount): Promise<ReadResult> => {
    try {
      const measured = measure(await stat(mount))
      if (measured.kind === 'read') return measured
      const refused = measured.kind === 'sizeless' ? { refused: 'no_size' as const } : {}
      return failed('unreadable', `${mount.mount}: ${measured.message}`, refused)
    } catch (error) {
      if (isDecklogError(error, 'DECKLOG_TIMEOUT')) return failed('timed_out', messageOf(error))
      const message = messageOf(error)
      const isDenied = /permission denied|not permitted|EACCES|EPERM/i.test(message)
      return failed('unreadable', message, isDenied ? { refused: 'not_permitted' } : {})
    }
  }

  return {
    choose: async (memory = {}) => chooseMounts(await list(), { root, config, ...memory }),
    async read({ pooled, ...mount }) {
      const [first, ...others] = await Promise.all([mount, ...pooled].map(readOne))
      if (first?.kind !== 'read') return first ?? failed('unreadable', 'There is nothing to read.')
      const readings = others.flatMap(one => (one.kind === 'read' ? [one.reading] : []))
      if (readings.length < others.length)
        return failed('unreadable', `Not all that share the room of ${mount.mount} can be read.`)
      return { kind: 'read', reading: poolOf([first.reading, ...readings]) }
    },
    async readEach(mounts) {
      const results = await Promise.all(mounts.map(readOne))
      return new Map(
        results.flatMap((result, index) => {
          const name = mounts[index]?.mount
          return result.kind === 'read' && name !== undefined ? [[name, result.reading]] : []
        }),
      )
    },
  }
}

function waysOf({ readTimeout, interval }: Pick<DiskConfig, 'readTimeout' | 'interval'>): Ways {
  return { list: listMounts, stat: createStatCall(Math.min(readTimeout, interval) * 1000) }
}

function failed(
  failure: FailedRead['failure'],
  message: string,
  rest: { readonly refused?: 'no_size' | 'not_permitted' } = {},
): ReadResult {
  return { kind: 'failed', failure, message, ...rest }
}
