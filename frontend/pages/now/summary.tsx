import type { ComponentChildren } from 'preact'
import { LevelShape } from '../../parts/level.tsx'
import { levelOf } from '../../words/levels.ts'

interface SummaryProps {
  readonly title: string
  readonly href: string
  /** What is said when there is nothing. */
  readonly none: string | false
  readonly children: ComponentChildren
}

/** How one kind of thing stands, in few lines. */
export function Summary({ title, href, none, children }: SummaryProps) {
  return (
    <section class="summary">
      <h2>
        <a href={href}>{title}</a>
      </h2>
      {none === false ? <ul>{children}</ul> : <p class="second">{none}</p>}
    </section>
  )
}

interface LineProps {
  readonly href: string
  readonly name: string
  readonly level?: string
  readonly says: ComponentChildren
}

/** One of them: its name, which leads to it, its level, and what is to be said of it. */
export function Line({ href, name, level, says }: LineProps) {
  return (
    <li class="summary-line">
      {level !== undefined && <LevelShape level={levelOf(level)} title={level} />}
      <span>
        <a href={href}>{name}</a> <span class="second">{says}</span>
      </span>
    </li>
  )
}
