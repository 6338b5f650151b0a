import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { bindKeys } from '../state/keys.ts'

interface BesideProps {
  readonly list: ComponentChildren
  /** What is open; undefined when nothing is. */
  readonly detail: ComponentChildren | undefined
  /** What is open, as the heading of its region. */
  readonly title: string
  /** Where the list is without it. */
  readonly closeHref: string
}

/** A list, and beside it what of it is open: in its place where there is no room for two. `Esc` closes it, and gives the focus back to its row. */
export function Beside({ list, detail, title, closeHref }: BesideProps) {
  const close = useRef<HTMLAnchorElement>(null)
  const pane = useRef<HTMLElement>(null)
  const isOpen = detail !== undefined
  useEffect(
    () =>
      isOpen
        ? bindKeys([
            { keys: 'Escape', does: 'close what is open', run: () => close.current?.click() },
          ])
        : undefined,
    [isOpen],
  )
  useEffect(() => (isOpen && pane.current ? keepFocus(pane.current) : undefined), [isOpen])
  return (
    <div class={`beside ${isOpen ? 'has-detail' : ''}`}>
      <div class="beside-list">{list}</div>
      {isOpen && (
        <section ref={pane} class="detail" aria-label={title} tabIndex={-1}>
          <a ref={close} class="detail-close" href={closeHref}>
            Close <kbd class="hint">Esc</kbd>
          </a>
          {detail}
        </section>
      )}
    </div>
  )
}

/** Gives the focus to what is open where the list is not seen beside it, and back to where it came from. */
function keepFocus(pane: HTMLElement): () => void {
  const opener = document.activeElement
  if (opener instanceof HTMLElement && opener.offsetParent === null) pane.focus()
  return () => {
    const isLost = document.activeElement === document.body || pane.contains(document.activeElement)
    if (isLost && opener instanceof HTMLElement) requestAnimationFrame(() => opener.focus())
  }
}

/** Names and values, as they are. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [string, ComponentChildren])[]
}) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
