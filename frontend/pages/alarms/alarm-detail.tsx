import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { newKey } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/detail.tsx'
import { EventLink } from '../../parts/event-links.tsx'
import { Said } from '../../parts/said.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { Unread } from '../../parts/unread.tsx'
import { to } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { levelOf } from '../../words/levels.ts'
import { type Alarm, handleAlarm, useAlarm } from './alarm-data.ts'
import { MuteDialog } from './mute-dialog.tsx'
import { Receipts } from './receipts.tsx'
import { Steps } from './steps.tsx'

/** One alarm: how it stands and since when, what can be done about it, who was told, and the events behind it. */
export function AlarmDetail({ id }: { readonly id: string }) {
  const { value, problem, again } = useAlarm(id)
  if (!value && problem) return <Unread what="this alarm" problem={problem} again={again} />
  if (!value) return <Loading what="the alarm" />
  return (
    <>
      <h2>{value.subject}</h2>
      <p>
        <Standing level={value.state === 'cleared' ? 'ok' : levelOf(value.severity)}>
          <Said text={value.text} />
        </Standing>
      </p>
      <Actions alarm={value} />
      <Facts facts={factsOf(value)} />
      <Steps alarm={value} />
      <Receipts alarmId={value.id} />
      <Copy
        path={`/api/v1/alarms/${value.id}`}
        command={value.commands[0] ?? `decklog alarms show ${value.id}`}
      />
    </>
  )
}

function factsOf(alarm: Alarm): readonly (readonly [string, ComponentChildren])[] {
  const { state, since, told_at: told, acknowledged_at: seenAt, acknowledged_by: by, note } = alarm
  return [
    [state === 'raised' ? 'Raised' : 'Over', <Time key="since" at={since} />],
    ['Last told', <Time key="told" at={told} />],
    [
      'Looked after',
      seenAt === null ? (
        'by nobody'
      ) : (
        <>
          by {by} since <Time at={seenAt} />
        </>
      ),
    ],
    ...(note === null ? [] : [['It was said', note] as const]),
    ...(alarm.page === null
      ? []
      : [
          [
            'Shown at',
            <a key="page" href={to(alarm.page)}>
              {alarm.page}
            </a>,
          ] as const,
        ]),
    ...(alarm.people.length === 0 ? [] : [['To act', alarm.people.join(', ')] as const]),
    ...(alarm.silenced_until === null
      ? []
      : [['Silent until', <Time key="silent" at={alarm.silenced_until} />] as const]),
    ['About', <code key="cause">{alarm.cause}</code>],
    ['Said by', <EventLink key="event" id={alarm.event_id} near={alarm.changed_at} />],
    ['Follows from', <EventLink key="source" id={alarm.source_event_id} near={alarm.changed_at} />],
  ]
}

const asked = {
  acknowledge: {
    title: 'Look after this alarm',
    verb: 'Acknowledge',
    does: 'It is not told again until it is worse. That you look after it, and this note, are recorded:',
  },
  resolve: {
    title: 'Say that this is over',
    verb: 'Resolve',
    does: 'It is told as over, and raised again when it is so again. That you said so, and this note, are recorded:',
  },
} as const

function Actions({ alarm }: { readonly alarm: Alarm }) {
  const [asking, ask] = useState<'acknowledge' | 'resolve' | 'mute' | undefined>()
  const [key, renew] = useState(newKey)
  if (!may('operate') || asOf.value !== null || alarm.state === 'cleared') return null
  const close = (): void => {
    ask(undefined)
    renew(newKey())
  }
  return (
    <div class="actions">
      {alarm.acknowledged_at === null && (
        <button type="button" class="primary" onClick={() => ask('acknowledge')}>
          Acknowledge
        </button>
      )}
      <button type="button" onClick={() => ask('mute')}>
        Mute
      </button>
      <button type="button" onClick={() => ask('resolve')}>
        Resolve
      </button>
      {asking === 'mute' && <MuteDialog alarm={alarm} close={close} />}
      {(asking === 'acknowledge' || asking === 'resolve') && (
        <Confirm
          title={asked[asking].title}
          verb={asked[asking].verb}
          asks={{ label: 'What is done about it' }}
          act={note => handleAlarm(asking, { id: alarm.id, note, key })}
          close={close}
        >
          <p>
            <Said text={alarm.text} />
          </p>
          <p class="second">{asked[asking].does}</p>
        </Confirm>
      )}
    </div>
  )
}
