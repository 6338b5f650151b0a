import { ask } from '../../api/client.ts'
import { LevelWord } from '../../parts/level.tsx'
import { Loading } from '../../parts/states.tsx'
import { Unread } from '../../parts/unread.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'
import type { Level } from '../../words/levels.ts'

const levels: Readonly<Record<string, Level>> = { allow: 'ok', warn: 'warning', deny: 'critical' }
const words: Readonly<Record<string, string>> = {
  allow: 'The policy has nothing against it.',
  warn: 'The policy warns of it.',
  deny: 'The policy refuses it.',
}

/** What the policy of images finds about a release, asked as the gate is asked when it is rolled out. */
export function FindingsOfPolicy({ releaseId }: { readonly releaseId: string }) {
  const { value, problem, again } = useReading({
    of: `policy ${releaseId}`,
    topics: ['releases'],
    async read() {
      const params = { name: 'images' }
      const body = { release_id: releaseId }
      return (await ask('/api/v1/gates/{name}', { params, body })).body
    },
  })
  return (
    <section class="panel" aria-labelledby="policy">
      <h2 id="policy">Findings of the policy</h2>
      {value === undefined ? (
        problem ? (
          <Unread what="what the policy finds" problem={problem} again={again} />
        ) : (
          <Loading what="what the policy finds" />
        )
      ) : (
        <>
          <p>
            <LevelWord
              level={levels[value.decision] ?? 'unknown'}
              word={words[value.decision] ?? value.decision}
            />
          </p>
          <ul class="reasons">
            {value.reasons.map(({ code, text, event_ids: ids }) => (
              <li key={`${code} ${text}`}>
                {text}{' '}
                {ids.map(id => (
                  <a key={id} href={to('/history', { event: id })}>
                    the event behind it
                  </a>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
