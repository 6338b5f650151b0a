import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useKeys } from './use-keys.ts'

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
  const rows = useRef<HTMLDivElement>(null)
  const pane = useRef<HTMLElement>(null)
  const isOpen = detail !== undefined
  const keys = [{ keys: 'Escape', does: 'close what is open', run: () => close.current?.click() }]
  useKeys(isOpen ? keys : [], [isOpen])
  useFocus(isOpen, rows, pane)
  return (
    <div class={`beside ${isOpen ? 'has-detail' : ''}`}>
      <div ref={rows} class="beside-list">
        {list}
      </div>
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

/** Gives the focus to what is open where the list is not seen beside it, and back to the row that it came from. */
function useFocus(
  isOpen: boolean,
  rows: RefObject<HTMLElement | null>,
  pane: RefObject<HTMLElement | null>,
): void {
  const opener = useRef<HTMLElement | null>(null)
  // In layout effects: a frame later the browser has taken the focus from a list that is not seen, and keys have been pressed.
  useLayoutEffect(() => {
    const { activeElement } = document
    if (isOpen && activeElement instanceof HTMLElement && rows.current?.contains(activeElement))
      opener.current = activeElement
  })
  useLayoutEffect(() => {
    if (isOpen && isHidden(rows.current)) pane.current?.focus()
    // What had the focus is gone with what was open.
    if (!isOpen && document.activeElement === document.body) again(opener.current, rows.current)
    if (!isOpen) opener.current = null
  }, [isOpen])
}

function isHidden(element: HTMLElement | null): boolean {
  return element?.offsetParent === null
}

/** Focuses what had the focus; where the list was drawn anew meanwhile, the link that leads to the same. */
function again(before: HTMLElement | null, rows: HTMLElement | null): void {
  const href = before?.getAttribute('href')
  const links = [...(rows?.querySelectorAll<HTMLElement>('a[href]') ?? [])]
  const now = before?.isConnected ? before : links.find(one => one.getAttribute('href') === href)
  now?.focus()
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
