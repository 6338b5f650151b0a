import { get } from '../../api/client.ts'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/detail.tsx'
import { LevelWord } from '../../parts/level.tsx'
import { Page } from '../../parts/page.tsx'
import { Loading } from '../../parts/states.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'
import { describeSpan } from '../../words/durations.ts'
import type { PageProps } from '../pages.tsx'
import type { Verification } from '../releases/running-of.ts'
import { Attempts } from './attempts.tsx'
import { outcomeOf, rollbackWords } from './describe-verification.ts'
import { levelOf } from './verification-rows.tsx'

/** `/rollouts/:id`: what a verification looked at, check by check and attempt by attempt. */
export function RolloutPage({ params: { id = '' } }: PageProps) {
  const shown = useReading<Verification>({
    of: `verification ${id}`,
    topics: ['verifications'],
    only: (_topic, key) => key === null || key === id,
    read: async signal =>
      (await get('/api/v1/verifications/{id}', { params: { id }, signal })).body,
  })
  const { value, problem } = shown
  if (value === undefined)
    return (
      <Page title="Rollout">
        {problem ? (
          <Unread what="this verification" problem={problem} again={shown.again} />
        ) : (
          <Loading what="this verification" />
        )}
      </Page>
    )
  return (
    <Page
      title={`Rollout to ${value.target}`}
      sentence={<Standing level={levelOf(value)}>{outcomeOf(value)}</Standing>}
    >
      <Stale shown={shown} />
      <Facts facts={factsOf(value)} />
      <Checks checks={value.checks} />
      <Attempts gate={value.health_gate} />
      <Rollback rollback={value.rollback} />
      <Copy
        path={`/api/v1/verifications/${value.id}`}
        command={
          value.run_id === null ? undefined : `decklog rollout evidence --run ${value.run_id}`
        }
      />
    </Page>
  )
}

function factsOf(value: Verification): Parameters<typeof Facts>[0]['facts'] {
  const { started_at: from, finished_at: until, verified_by: by } = value
  return [
    [
      'Looked',
      <>
        <Time at={from} />, for {describeSpan(from, until)}, by {by}
      </>,
    ],
    ['Release', value.release_id === null ? 'none named' : link('releases', value.release_id)],
    ['Run', value.run_id === null ? 'none named' : link('runs', value.run_id)],
    [
      'Counts for',
      value.speaks_for === 'all' ? 'everything that rolls out' : 'the board of who asked alone',
    ],
    ['Event', <a href={to('/history', { event: value.event_id })}>what was recorded</a>],
  ]
}

function link(page: 'releases' | 'runs', id: string) {
  return <a href={to(`/${page}/${id}`)}>{page === 'releases' ? id.slice(0, 12) : id}</a>
}

function Checks({ checks }: Pick<Verification, 'checks'>) {
  return (
    <section class="panel" aria-labelledby="checks">
      <h2 id="checks">Checks</h2>
      <ul class="gate-answers">
        {checks.map(({ name, verdict, passed, required, detail }) => (
          <li key={name}>
            <LevelWord
              level={passed ? 'ok' : required ? 'critical' : 'warning'}
              word={`${name}: ${verdict}${required ? '' : ', not required'}`}
            />
            <p class="second check-detail">{detail}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Rollback({ rollback }: Pick<Verification, 'rollback'>) {
  if (rollback === null) return null
  const { outcome, exit_code: code, duration_ms: ms, output } = rollback
  return (
    <section class="panel" aria-labelledby="rollback">
      <h2 id="rollback">Taken back</h2>
      <p>
        <LevelWord
          level={outcome === 'succeeded' ? 'ok' : 'critical'}
          word={`${rollbackWords(outcome)}, in ${Math.round(ms / 1_000)} s${code === null ? '' : `, with exit code ${code}`}`}
        />
      </p>
      {output === '' ? null : (
        <pre class="sunk" tabIndex={0}>
          {output}
        </pre>
      )}
    </section>
  )
}
