import type { ComponentChildren } from 'preact'
import { Chain } from '../../parts/chain.tsx'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/detail.tsx'
import { Empty, Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { Unread } from '../../parts/unread.tsx'
import { to } from '../../state/route.ts'
import { countOf } from '../../words/values.ts'
import { actorOf, type Event } from './events.ts'
import { causesOf, consequencesOf, findEvent, type Consequence } from './find-event.ts'

/** One event: what it says, who caused it, what led to it, and what followed. */
export function EventDetail({ id, near }: { readonly id: string; readonly near: string | null }) {
  const { value, problem, again } = useReading<Event | null>({
    of: `event ${id}`,
    topics: [],
    read: async signal => (await findEvent(id, near, signal)) ?? null,
  })
  if (problem) return <Unread what="this event" problem={problem} again={again} />
  if (value === undefined) return <Loading what={`the ledger for the event ${id}`} />
  if (value === null)
    return (
      <Empty title="There is no such event.">
        <p>
          None of the last million has the id <code>{id}</code>. Samples of guards are kept for a
          while only; it may have been one.
        </p>
      </Empty>
    )
  return <Found event={value} />
}

function Found({ event }: { readonly event: Event }) {
  const asked = new URLSearchParams({
    id: event.id,
    to_position: String(BigInt(event.position) + 1n),
  })
  const path = `/api/v1/events?direction=backwards&limit=1&${asked.toString()}`
  return (
    <>
      <h2>{event.type}</h2>
      <Facts facts={factsOf(event)} />
      <Consequences event={event} />
      <section class="section">
        <h3>What was recorded</h3>
        <pre class="data" role="region" tabIndex={0} aria-label="The data of the event">
          {JSON.stringify(event.data, null, 2)}
        </pre>
      </section>
      <section class="section">
        <h3>Metadata</h3>
        <Facts
          facts={Object.entries(event.metadata).map(([name, text]) => [
            name,
            <code key={name}>{text}</code>,
          ])}
        />
      </section>
      <Copy path={path} command={`decklog events --id ${event.id} --json`} />
    </>
  )
}

function factsOf(event: Event): readonly (readonly [string, ComponentChildren])[] {
  const {
    stream,
    revision,
    position,
    recorded_at: recorded,
    received_at: received,
    metadata,
  } = event
  const correlation = metadata['$correlationId']
  return [
    ['Recorded', <Time key="recorded" at={recorded} />],
    ['Received', <Time key="received" at={received} />],
    [
      'By',
      <Filtered key="by" name="actor" value={metadata['actor'] ?? ''} shown={actorOf(event)} />,
    ],
    [
      'Stream',
      <>
        <Filtered name="stream" value={stream} />, event {revision}
      </>,
    ],
    ['Position', position],
    ...(correlation === undefined || correlation === event.id
      ? []
      : [['Request', <Filtered key="request" name="correlation" value={correlation} />] as const]),
  ]
}

function Filtered({
  name,
  value,
  shown = value,
}: {
  readonly name: string
  readonly value: string
  readonly shown?: string
}) {
  return value === '' ? null : <a href={to('/history', { [name]: value })}>{shown}</a>
}

interface Story {
  readonly causes: readonly Event[]
  readonly consequences: readonly Consequence[]
}

function Consequences({ event }: { readonly event: Event }) {
  const { value, problem, again } = useReading<Story>({
    of: `story ${event.id}`,
    topics: [],
    read: async signal => ({
      causes: await causesOf(event, signal),
      consequences: await consequencesOf(event, signal),
    }),
  })
  return (
    <section class="section">
      <h3>What led to it, and what followed</h3>
      {problem && !value && <Unread what="the chain" problem={problem} again={again} />}
      {!problem && !value && <Loading what="what led to it and what followed" />}
      {value && <Told event={event} {...value} />}
    </section>
  )
}

function Told({ event, causes, consequences }: Story & { readonly event: Event }) {
  const isAlone = causes.length === 0 && consequences.length === 0
  if (isAlone)
    return <p class="second">Nothing recorded led to it, and nothing followed from it.</p>
  const links = [
    ...causes.map((one, at) => ({ event: one, place: at - causes.length })),
    { event, place: 0 },
    ...consequences.map(one => ({ event: one.event, place: one.depth })),
  ]
  return (
    <Chain
      label={`${countOf(causes.length, 'event')} led to it, ${countOf(consequences.length, 'event')} followed`}
      links={links.map(({ event: one, place }) => ({
        key: one.id,
        place,
        children:
          place === 0 ? (
            <strong>{one.type}</strong>
          ) : (
            <>
              <a href={to('/history', { event: one.id, near: one.position })}>{one.type}</a>{' '}
              <span class="second">
                <Time at={one.recorded_at} />, {one.stream}
              </span>
            </>
          ),
      }))}
    />
  )
}
