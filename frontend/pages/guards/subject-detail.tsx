import { asOf } from '../../api/as-of.ts'
import { Copy } from '../../parts/copy.tsx'
import { quoted } from '../../words/command-lines.ts'
import { Facts } from '../../parts/detail.tsx'
import { EventLinks } from '../../parts/event-links.tsx'
import { Forget } from '../../parts/forget.tsx'
import { OverChoice } from '../../parts/over.tsx'
import { Said } from '../../parts/said.tsx'
import { overOf } from '../../parts/series.ts'
import { Standing } from '../../parts/standing.tsx'
import { Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { Transitions } from '../../parts/transitions.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { query } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { levelOf } from '../../words/levels.ts'
import { nameOf } from '../../words/subjects.ts'
import { forgetSubject, type SubjectShown, useSubject } from './guard-data.ts'
import { MeasureOver } from './measure.tsx'

interface SubjectProps {
  readonly name: string
  readonly id: string
}

/** One subject of a guard: how it stands and why, what to do, its measures over time, and its transitions. */
export function SubjectDetail({ name, id }: SubjectProps) {
  const over = overOf(query.value)
  const shown = useSubject(name, id, over)
  const { value, problem, again } = shown
  if (!value && problem) return <Unread what="this subject" problem={problem} again={again} />
  if (!value) return <Loading what="the subject" />
  const { subject } = value
  return (
    <>
      <h2>{nameOf(subject)}</h2>
      <p>
        <Standing level={levelOf(subject.level)}>
          <Said text={subject.failure ?? subject.text} />
        </Standing>
      </p>
      <Stale shown={shown} />
      <Actions name={name} subject={subject} />
      <Facts facts={factsOf(subject)} />
      <section class="panel" aria-label="Measures">
        <OverChoice />
        {subject.measures.map(measure => (
          <MeasureOver key={`${measure.name} ${over}`} {...{ shown: value, measure, over }} />
        ))}
      </section>
      <Transitions transitions={subject.transitions} />
      <Copy
        path={`/api/v1/guards/${encodeURIComponent(name)}/${subject.id}`}
        command={`decklog guards show ${name}${subject.host === null ? '' : ` --host ${quoted(subject.host)}`}`}
      />
    </>
  )
}

const states: Readonly<Record<SubjectShown['state'], string>> = {
  read: 'read',
  failing: 'cannot be read',
  silent: 'silent',
  gone: 'gone',
  forgotten: 'forgotten',
}

function factsOf(subject: SubjectShown) {
  const { since, read_at: readAt, level, held, state, event_ids: ids } = subject
  return [
    ['So since', <Time key="since" at={since} />],
    ['Last read', <Time key="read" at={readAt} />],
    ['State', states[state]],
    ...(held !== level ? [['Known last, and holding', held] as const] : []),
    ['Said by', <EventLinks key="events" ids={ids} near={since} />],
  ] as const
}

function Actions({ name, subject }: { readonly name: string; readonly subject: SubjectShown }) {
  const isOver = subject.state === 'gone' || subject.state === 'silent'
  const mayForget = isOver && may('operate') && asOf.value === null
  return (
    <>
      {subject.actions.length > 0 && (
        <ul class="to-do">
          {subject.actions.map(({ code, title, why }) => (
            <li key={code}>
              <strong>{title}</strong> <span class="second">{why}</span>
            </li>
          ))}
        </ul>
      )}
      {mayForget && (
        <div class="actions">
          <Forget
            what={nameOf(subject)}
            act={(reason, key) => forgetSubject({ name, id: subject.id }, reason, key)}
          />
        </div>
      )}
    </>
  )
}
