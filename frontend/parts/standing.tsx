import type { ComponentChildren } from 'preact'
import type { Level } from '../words/levels.ts'
import { LevelShape } from './level.tsx'

/** How something stands, as a sentence after the shape of its level; the shape alone has the colour, and says its level to who does not see it. */
export function Standing({
  level,
  children,
}: {
  readonly level: Level
  readonly children: ComponentChildren
}) {
  return (
    <span class="standing">
      <LevelShape level={level} title={level} />
      <span>{children}</span>
    </span>
  )
}
