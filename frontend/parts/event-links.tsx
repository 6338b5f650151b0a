import { to } from '../state/route.ts'

/** The events behind something, each a link; `near` is a time that they lie about. */
export function EventLinks({
  ids,
  near,
}: {
  readonly ids: readonly string[]
  readonly near: string | null
}) {
  return (
    <ul class="event-links">
      {ids.map(id => (
        <li key={id}>
          <EventLink id={id} near={near} />
        </li>
      ))}
    </ul>
  )
}

/** An event by its id. */
export function EventLink({ id, near }: { readonly id: string; readonly near: string | null }) {
  return (
    <a href={to('/history', { event: id, near })}>
      <code>{id}</code>
    </a>
  )
}
