import type { ComponentChildren } from 'preact'

/** One link of a chain: something that happened. */
export interface ChainLink {
  readonly key: string
  /** How far it is from the one that the chain is about: below 0 what led to it, above 0 what followed. */
  readonly place: number
  readonly children: ComponentChildren
}

/** What led to something and what followed from it, from top to bottom in the order in which it happened; each step indents. */
export function Chain({
  label,
  links,
}: {
  readonly label: string
  readonly links: readonly ChainLink[]
}) {
  const first = links.reduce((least, { place }) => Math.min(least, place), 0)
  return (
    <ol class="chain" aria-label={label}>
      {links.map(({ key, place, children }) => (
        <li
          key={key}
          class={place === 0 ? 'is-here' : ''}
          {...(place === 0 ? { 'aria-current': 'true' } : {})}
        >
          {Array.from({ length: place - first }, (_, at) => (
            <span key={at} class="chain-step" aria-hidden="true" />
          ))}
          <svg class="chain-knot" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <circle cx="6" cy="6" r={place === 0 ? 5 : 3.5} />
          </svg>
          <div class="chain-body">{children}</div>
        </li>
      ))}
    </ol>
  )
}
