import { useState } from 'preact/hooks'
import { asOf, momentMs } from '../../api/as-of.ts'
import { newKey } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/detail.tsx'
import { LevelWord } from '../../parts/level.tsx'
import { Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { type Stretch, Timeline } from '../../parts/timeline.tsx'
import { Transitions } from '../../parts/transitions.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { to } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { reasonOf } from '../../words/continuity.ts'
import { describeDuration } from '../../words/durations.ts'
import { levelOfContinuity } from '../../words/levels.ts'
import { BeatStrip } from './beat-strip.tsx'
import { type Agent, type AgentShown, handleAgent, levelOfAgent, useAgent } from './board-data.ts'

/** One agent: how it stands and why, what is known of it, how it came to be so. */
export function AgentDetail({ id }: { readonly id: string }) {
  const shown = useAgent(id)
  const { value, problem, again } = shown
  if (!value && problem) return <Unread what="this agent" problem={problem} again={again} />
  if (!value) return <Loading what="the agent" />
  const { agent } = value
  return (
    <>
      <h2>{agent.agent_name}</h2>
      <p>
        <LevelWord level={levelOfAgent(agent)} word={agent.continuity} />{' '}
        {reasonOf(agent.continuity_reason)}
      </p>
      <Stale shown={shown} />
      <Actions agent={agent} />
      <Facts facts={factsOf(agent)} />
      <BeatStrip agent={agent} />
      <Day shown={value} />
      <Evidence agent={agent} />
      <Transitions
        transitions={value.transitions.map(one => ({
          ...one,
          at: one.became_true_at,
          near: one.detected_at,
        }))}
        none="It stands as it did when it came."
        level={levelOfContinuity}
      />
      <Copy path={`/api/v1/agents/${agent.agent_id}`} />
    </>
  )
}

function factsOf(agent: Agent) {
  const { heartbeat, probe } = agent
  const pace =
    heartbeat.cron === null
      ? `every ${describeDuration(heartbeat.every_seconds)}`
      : `by ${heartbeat.cron}${heartbeat.time_zone === null ? '' : ` in ${heartbeat.time_zone}`}`
  return [
    ['So since', <Time key="since" at={agent.continuity_since} />],
    ['It says', agent.status],
    ['Last heartbeat', <Time key="seen" at={agent.last_seen_at} as="relative" />],
    ['Expected', `${pace}; stale after ${describeDuration(agent.stale_after_seconds)}`],
    [
      'Probe',
      probe === null ? 'none' : `${probe.url}, every ${describeDuration(probe.every_seconds)}`,
    ],
    ...(agent.runtime_session_id === null ? [] : [['Session', agent.runtime_session_id] as const]),
    ...(agent.run_id === null
      ? []
      : [
          [
            'Works on',
            <a key="run" href={to(`/runs/${agent.run_id}`)}>
              <code>{agent.run_id}</code>
            </a>,
          ] as const,
        ]),
  ] as const
}

const dayMs = 86_400_000

/** How it stood over the last day, from its transitions. */
function Day({ shown: { agent, transitions } }: { readonly shown: AgentShown }) {
  const until = momentMs(agent.last_seen_at)
  const stretches = stretchesOf(transitions)
  if (stretches.length === 0) return null
  return (
    <section class="panel" aria-label="The last 24 h">
      <h3>How it stood over the last 24 h</h3>
      <Timeline
        label={`How ${agent.agent_name} stood over the last 24 h`}
        stretches={stretches}
        from={until - dayMs}
        to={until}
      />
    </section>
  )
}

/** What transitions, newest first, make of the time between them. */
function stretchesOf(
  transitions: readonly { readonly to: string; readonly became_true_at: string }[],
): readonly Stretch[] {
  return transitions.map((one, place) => {
    const later = transitions[place - 1]
    return {
      from: Date.parse(one.became_true_at),
      to: later === undefined ? null : Date.parse(later.became_true_at),
      name: one.to,
      look: levelOfContinuity(one.to),
    }
  })
}

function Evidence({ agent: { evidence } }: { readonly agent: Agent }) {
  return (
    <section class="panel" aria-label="What is known of it">
      <h3>What is known of it</h3>
      {evidence.length === 0 ? (
        <p class="second">Nothing has been seen of it yet.</p>
      ) : (
        <ul class="transitions">
          {evidence.map(({ signal, says, at, event_id: id }) => (
            <li key={signal}>
              <Time at={at} as="relative" />
              <span>{signal}</span>
              <a href={to('/history', { event: id, near: at })}>{says}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Actions({ agent }: { readonly agent: Agent }) {
  const [phase, become] = useState<'idle' | 'asking'>('idle')
  const [key, renew] = useState(newKey)
  if (!may('operate') || asOf.value !== null || agent.phase === 'retired') return null
  const verb = agent.phase === 'paused' ? 'resume' : 'pause'
  const word = verb === 'pause' ? 'Pause' : 'Resume'
  return (
    <div class="actions">
      <button type="button" onClick={() => become('asking')}>
        {word}
      </button>
      {phase === 'asking' && (
        <Confirm
          title={`${word} ${agent.agent_name}`}
          verb={word}
          asks={{ label: 'Why' }}
          act={reason => handleAgent(verb, { id: agent.agent_id, reason, key })}
          close={() => {
            become('idle')
            renew(newKey())
          }}
        >
          <p>
            {verb === 'pause'
              ? 'It is not expected to beat, and raises no alarm, until it is resumed.'
              : 'It is expected to beat again from now on.'}
          </p>
        </Confirm>
      )}
    </div>
  )
}
