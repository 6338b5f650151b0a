import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { place } from '../state/route.ts'
import { pageTitle } from '../state/title.ts'

/** What a page begins with: what it is, how that stands in one sentence, and what can be done. */
export interface PageHead {
  readonly title: string
  /** One sentence, or what stands for one. */
  readonly sentence?: ComponentChildren
  readonly actions?: ComponentChildren
  readonly children?: ComponentChildren
}

/** The frame of every page: its heading, which has the focus once the page was gone to, and its content. */
export function Page({ title, sentence, actions, children }: PageHead) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { path } = place.value
  useLayoutEffect(() => {
    pageTitle.value = title
  }, [title])
  useLayoutEffect(() => focusHeading(heading.current), [path])
  return (
    <div class="page">
      <header class="page-head">
        <div class="words">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {sentence === undefined ? null : <p class="second">{sentence}</p>}
        </div>
        {actions === undefined ? null : <div class="actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

// Whoever reads by ear hears where they are; at the first load the browser tells.
let arrived = ''
function focusHeading(heading: HTMLElement | null): void {
  const isFirst = arrived === ''
  const isSame = arrived === location.pathname
  arrived = location.pathname
  if (!isFirst && !isSame) heading?.focus({ preventScroll: true })
}
