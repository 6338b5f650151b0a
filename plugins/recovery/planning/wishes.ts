import type { Healable, Host } from '../../../core/plugin-api.ts'
import { recoveryIdOf } from '../streams.ts'
import type { Candidate, World } from './world.ts'

/** What a person wants done about a thing that does not ail as its policy says: a rehearsal, or what ails otherwise. */
export async function wishedFor(
  host: Pick<Host, 'healables'>,
  world: World,
): Promise<readonly Candidate[]> {
  const listed = new Set(
    world.candidates.map(({ policy, kind, subject }) =>
      recoveryIdOf(policy.name, kind, subject.id),
    ),
  )
  const found: Candidate[] = []
  for (const row of world.rows.values()) {
    if (row.state.wish?.from !== 'person' || listed.has(row.recovery_id)) continue
    const policy = world.policies.find(({ name }) => name === row.policy)
    const healable: Healable | undefined = host.healables().find(({ kind }) => kind === row.kind)
    const subject = policy && (await healable?.look(row.subject_id))
    if (policy && subject) found.push({ policy, kind: row.kind, subject })
  }
  return found
}
