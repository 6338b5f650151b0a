import { Facts } from '../../parts/detail.tsx'
import { LevelWord } from '../../parts/level.tsx'
import { Time } from '../../parts/time.tsx'
import { to } from '../../state/route.ts'
import { levelOfHealth } from '../../words/levels.ts'
import type { System } from './load-system.ts'

/** How the ledger is, what it holds last, and whether it is sealed. */
export function Ledger({ system: { parts, models, newest } }: { readonly system: System }) {
  const state = (name: string) => {
    const part = parts.find(one => one.name === name)
    if (part === undefined) return 'does not run in this process'
    const word = part.state === 'ok' ? 'is well' : part.state
    return (
      <>
        <LevelWord level={levelOfHealth(part.state)} word={word} /> {part.reason}
      </>
    )
  }
  const ahead = models.reduce(
    (most, { position }) => (BigInt(position) > most ? BigInt(position) : most),
    0n,
  )
  return (
    <section class="panel" aria-labelledby="ledger">
      <h2 id="ledger">Ledger</h2>
      <Facts
        facts={[
          ['Ledger', state('ledger')],
          ['Postgres', state('postgres')],
          ['Its seal', state('sealing')],
          ['Read up to', `position ${ahead}`],
          [
            'Newest event',
            newest === null ? (
              'told to who may audit'
            ) : (
              <>
                <a href={to('/history', { event: newest.id, near: newest.position })}>
                  {newest.type}
                </a>
                , <Time at={newest.received_at} />
              </>
            ),
          ],
        ]}
      />
    </section>
  )
}
