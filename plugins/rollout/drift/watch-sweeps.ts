import { createRunProgram, eachInTurns, environment, type Sweep } from '../../../core/plugin-api.ts'
import { targetDecider, targetStream } from './target.ts'
import type { TargetRow } from './target-row.ts'
import { type Watched, watchedOf, watchTarget, type WatchParts } from './watch-target.ts'

const tickSeconds = 10
/** Three looks of 15 s, and the pauses between them. */
const withinSeconds = 60
const atOnce = 16

/** What watches targets: those that any machine may look at, and those that this one alone looks at. */
export function createWatchSweeps(host: WatchParts['host']): readonly Sweep[] {
  const run = createRunProgram({ env: environment })
  const parts = { host, run, seenRightAt: new Map<string, Date>() }
  return [
    { name: 'drift', ...createSweep(parts, null) },
    { name: 'drift-of-machine', oneOf: 'machine', ...createSweep(parts, host.machine.name) },
  ]
}

function createSweep(parts: WatchParts, of: string | null): Omit<Sweep, 'name'> {
  const dueMs = new Map<string, number>()
  return {
    ...{ everySeconds: tickSeconds, withinSeconds },
    async run(signal) {
      const ours = watchedOf(parts.host.config).filter(
        one => (one.target.drift.host ?? null) === of,
      )
      const due = ours.filter(one => isDue(one, dueMs, parts.host.clock.monotonicMs()))
      const looks = eachInTurns(due, { atOnce, signal }, async one => {
        await watchTarget(parts, one, signal)
        const everyMs = one.target.drift.every * 1_000
        // What fails stays due, and is looked at again at the next tick.
        dueMs.set(one.name, parts.host.clock.monotonicMs() + everyMs)
      })
      await allOf([looks, dropOthers(parts, ours, of)])
    },
  }
}

function isDue({ name, target }: Watched, dueMs: Map<string, number>, nowMs: number): boolean {
  const due = dueMs.get(name)
  // Where it is to be looked at more often than before, that counts from now on.
  return due === undefined || due <= nowMs || due > nowMs + target.drift.every * 1_000
}

/** Ends what stands of targets that are watched no longer, of those that these watch. */
async function dropOthers(
  { host }: WatchParts,
  ours: readonly Watched[],
  of: string | null,
): Promise<void> {
  const names = new Set(ours.map(({ name }) => name))
  const equals = { is_watched: true, host: of }
  const { rows } = await host.all<Pick<TargetRow, 'target'>>('targets', {
    ...{ equals, columns: ['target'] },
  })
  for (const { target } of rows.filter(row => !names.has(row.target)))
    await host.execute(targetDecider, {
      stream: targetStream(target),
      command: { type: 'drop', target, reason: 'It is no longer configured to be looked at.' },
    })
}

// One that cannot be looked at keeps no other from it.
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(works)
  const failed = ended.find(one => one.status === 'rejected')
  if (failed) throw failed.reason
}
