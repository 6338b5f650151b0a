import { createHash } from 'node:crypto'
import type { LoadedPlugin } from '../loading/loaded-plugin.ts'
import type { Contribution, Shared, SharedSweep, Sweep } from '../plugin.ts'

/** What several plugins have alike, put together. */
export interface SharedWork {
  /** The kind, and a digest of the event types: processes in which other plugins are installed lead their own. */
  readonly name: string
  readonly reactsTo: NonNullable<Contribution['reactsTo']>
  readonly sweeps: readonly Sweep[]
}

/** Puts together what plugins share, by kind. */
export function sharedWork(
  plugins: readonly Pick<LoadedPlugin, 'contribution'>[],
): readonly SharedWork[] {
  const byKind = new Map<string, Shared[]>()
  for (const { contribution } of plugins) {
    const { shared } = contribution
    if (shared) byKind.set(shared.kind, [...(byKind.get(shared.kind) ?? []), shared])
  }
  return [...byKind].map(([kind, parts]) => {
    const reactsTo = Object.assign(
      {},
      ...parts.map(part => part.reactsTo),
    ) as SharedWork['reactsTo']
    const sweeps = parts.flatMap(part => part.sweeps ?? [])
    const names = new Set(sweeps.map(({ name }) => name))
    return {
      name: `${kind}-${digestOf(Object.keys(reactsTo))}`,
      reactsTo,
      sweeps: [...names].map(name =>
        asOne(
          name,
          sweeps.filter(sweep => sweep.name === name),
        ),
      ),
    }
  })
}

function digestOf(types: readonly string[]): string {
  return createHash('sha256').update(types.toSorted().join('\n')).digest('hex').slice(0, 8)
}

/** One sweep of many: all at once where they can, or one after another. What one of these throws keeps none of the others from its turn. */
function asOne(name: string, sweeps: readonly SharedSweep[]): Sweep {
  const [first, ...others] = sweeps
  return {
    name,
    everySeconds: Math.min(...sweeps.map(({ everySeconds }) => everySeconds)),
    async run(signal) {
      if (first?.runWith && others.every(({ runWith }) => runWith))
        return first.runWith(others, signal)
      const failures: unknown[] = []
      for (const sweep of sweeps) {
        signal.throwIfAborted()
        await sweep.run(signal).catch((error: unknown) => failures.push(error))
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}
