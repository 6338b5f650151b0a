import { Empty } from '../../parts/states.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Time } from '../../parts/time.tsx'
import { to } from '../../state/route.ts'
import type { Level } from '../../words/levels.ts'
import type { Verification } from '../releases/running-of.ts'
import { outcomeOf } from './describe-verification.ts'

/** Verifications, newest first; each leads to its checks. */
export function VerificationRows({
  verifications,
}: {
  readonly verifications: readonly Verification[]
}) {
  if (verifications.length === 0)
    return (
      <Empty title="Nobody has looked whether it runs.">
        <p>
          <code>decklog rollout verify --target production</code>
        </p>
      </Empty>
    )
  return (
    <Table<Verification>
      caption="Verifications"
      columns={columns}
      rows={verifications}
      keyOf={({ id }) => id}
      href={({ id }) => to(`/rollouts/${id}`)}
      level={levelOf}
    />
  )
}

const columns: readonly Column<Verification>[] = [
  { head: 'Target', kind: 'name', cell: ({ target }) => target },
  {
    head: 'What was found',
    cell: one => <Standing level={levelOf(one)}>{outcomeOf(one)}</Standing>,
  },
  {
    head: 'Release',
    cell: ({ release_id: id }) =>
      id === null ? <span class="second">none</span> : <code>{id.slice(0, 12)}</code>,
  },
  { head: 'Ended', kind: 'time', cell: one => <Time at={one.finished_at} within="row" /> },
]

/** How bad it is what a verification found. */
export function levelOf({ verdict }: Pick<Verification, 'verdict'>): Level {
  return verdict === 'passed' ? 'ok' : 'critical'
}
