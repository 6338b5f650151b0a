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
          <a href={to('/history', { event: id, near })}>
            <code>{id}</code>
          </a>
        </li>
      ))}
    </ul>
  )
}
