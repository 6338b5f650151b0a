import { asOf } from '../../api/as-of.ts'
import { get } from '../../api/client.ts'
import { Loading } from '../../parts/states.tsx'
import { Unread } from '../../parts/unread.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { now } from '../../state/clock.ts'
import type { Alarm } from './alarm-data.ts'
import { describeStep, inOrder, type Step } from './describe-step.ts'

/** Who is told of an alarm that is raised, at once and when it stands on with nobody to look after it. */
export function Steps({ alarm }: { readonly alarm: Alarm }) {
  if (alarm.state !== 'raised' || asOf.value !== null) return null
  return <Raised alarm={alarm} />
}

function Raised({ alarm }: { readonly alarm: Alarm }) {
  const { value, problem, again } = useReading<readonly Step[]>({
    of: `steps of ${alarm.id}`,
    topics: ['alarms', 'mutes', 'windows'],
    only: (topic, key) => topic !== 'alarms' || key === null || key === alarm.id,
    everyMs: 2_000,
    async read(signal) {
      const path = '/api/v1/alarms/{id}/preview'
      return (await get(path, { params: { id: alarm.id }, signal })).body.previews
    },
  })
  return (
    <section class="section" aria-label="Who is told">
      <h3>Who is told, and when</h3>
      {!value && problem && <Unread what="who is told" problem={problem} again={again} />}
      {!value && !problem && <Loading what="who is told" />}
      {value?.length === 0 && (
        <p class="second">
          Nobody: no receiver is configured. <code>plugins.notify.channels</code> names them.
        </p>
      )}
      <ol class="steps">
        {inOrder(value ?? []).map(step => (
          <li key={step.channel} class={step.told === 'not_told' ? 'second' : ''}>
            <strong>{step.channel}</strong> ({step.type}) {describeStep(step, alarm, now.value)}
          </li>
        ))}
      </ol>
    </section>
  )
}
