import { EventLinks } from '../../parts/event-links.tsx'
import { LevelWord } from '../../parts/level.tsx'
import { More } from '../../parts/row-list.tsx'
import { Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { Unread } from '../../parts/unread.tsx'
import { describeBytes } from '../../words/bytes.ts'
import { describeDuration } from '../../words/durations.ts'
import type { Level } from '../../words/levels.ts'
import { type Attempt, useAttempts } from './recovery-data.ts'

/** What was tried, the newest first: by whom, what it said, and the readings by which it was judged. */
export function Attempts({ recoveryId }: { readonly recoveryId: string }) {
  const { value, problem, again, more } = useAttempts(recoveryId)
  return (
    <section class="panel" aria-label="Attempts">
      <h3>Attempts</h3>
      {!value && problem && <Unread what="its attempts" problem={problem} again={again} />}
      {!value && !problem && <Loading what="its attempts" />}
      {value?.rows.length === 0 && <p class="second">Nothing has been tried yet.</p>}
      <ol class="attempts">
        {value?.rows.map(attempt => (
          <li key={attempt.id}>
            <AttemptLine attempt={attempt} />
          </li>
        ))}
      </ol>
      {more && <More read={more}>Show older ones</More>}
    </section>
  )
}

const outcomes: Readonly<
  Record<Attempt['outcome'], { readonly level: Level; readonly word: string }>
> = {
  requested: { level: 'warning', word: 'is to be taken up' },
  running: { level: 'warning', word: 'is being done' },
  watched: { level: 'warning', word: 'was done; whether it helped is not read yet' },
  verified: { level: 'ok', word: 'helped' },
  unverified: { level: 'critical', word: 'did not help, as far as is read' },
  abandoned: { level: 'critical', word: 'was abandoned' },
  withdrawn: { level: 'unknown', word: 'was withdrawn' },
}

function AttemptLine({ attempt }: { readonly attempt: Attempt }) {
  const { outcome, requested_at: at, how, action, output, verified_event_ids: ids } = attempt
  const { level, word } = outcomes[outcome]
  return (
    <>
      <p>
        <Time at={at} /> <LevelWord level={level} word={how === 'rehearsed' ? 'rehearsal' : word} />
      </p>
      <p>{action}</p>
      <p class="second small">{detailsOf(attempt).join('; ')}</p>
      {output !== null && output !== '' && (
        <pre class="sunk" tabIndex={0}>
          {output}
        </pre>
      )}
      {ids.length > 0 && <EventLinks ids={ids} near={attempt.ended_at} />}
    </>
  )
}

function detailsOf(attempt: Attempt): readonly string[] {
  const { approved_by: by, node, outcome_why: why, exit_code: code } = attempt
  const { freed_bytes: freed, duration_ms: ms, heal_seconds: heal } = attempt
  return [
    `on ${node}${by === null ? '' : `, approved by ${by}`}`,
    ...(why === null ? [] : [why.replaceAll('_', ' ')]),
    ...(code === null ? [] : [`ended with ${code}`]),
    ...(freed === null ? [] : [`${describeBytes(freed)} came free`]),
    ...(ms === null ? [] : [`took ${describeDuration(ms / 1_000)}`]),
    ...(heal === null ? [] : [`well after ${describeDuration(heal)}`]),
  ]
}
