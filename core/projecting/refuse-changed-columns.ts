import { DecklogError } from '../errors.ts'
import type { Projection } from '../projection.ts'
import { generationsOf, type Generation } from '../readmodel/generations.ts'
import { columnsOf } from '../readmodel/read-model.ts'

/** Throws DECKLOG_PROJECTION_CHANGED when a table has other columns than its projection of the same version declares. */
export function refuseChangedColumns(
  projections: readonly Projection[],
  generations: readonly Generation[],
): void {
  for (const projection of projections)
    for (const { columns } of generationsOf(generations, projection)) {
      const differing = differingColumns(new Map(columnsOf(projection)), columns)
      if (differing.length > 0)
        throw new DecklogError(
          'DECKLOG_PROJECTION_CHANGED',
          `Projection ${projection.name}: ${differing.join(', ')} differ from the table of version ` +
            `${projection.version}; raise its version to build the table anew`,
        )
    }
}

function differingColumns(
  declared: ReadonlyMap<string, string>,
  stored: Readonly<Record<string, string>>,
): readonly string[] {
  const names = new Set([...declared.keys(), ...Object.keys(stored)])
  return [...names].filter(name => declared.get(name) !== stored[name])
}
