import type { Level } from '../words/levels.ts'

const shapes: Readonly<Record<Level, string>> = {
  ok: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0 -9Z',
  warning: 'M6 1.2 11.2 10.6H0.8Z',
  critical: 'M6 0.6 11.4 6 6 11.4 0.6 6Z',
  emergency: 'M1.5 1.5h9v9h-9Z',
  // A ring with a gap: it is not whole, and it is not filled.
  unknown: 'M9.4 3.2A4.4 4.4 0 1 0 10.4 6',
}

/** The shape of a level, for the eye alone: a word stands beside it, or its title says it. */
export function LevelShape({ level, title }: { readonly level: Level; readonly title?: string }) {
  return (
    <svg
      class={`level-shape is-${level}`}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      {...(title === undefined ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': title })}
    >
      <path d={shapes[level]} />
    </svg>
  )
}

/** A level as shape and word, never as a colour alone; `word` where the thing has a word of its own: `stale`. */
export function LevelWord({
  level,
  word = level,
}: {
  readonly level: Level
  readonly word?: string
}) {
  return (
    <span class={`level is-${level}`}>
      <LevelShape level={level} />
      {word}
    </span>
  )
}
