import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useRowsKeys } from './rows-keys.ts'

interface WindowListProps<Row> {
  /** What it lists; read out, and not drawn. */
  readonly label: string
  readonly rows: readonly Row[]
  keyOf(row: Row): string
  draw(row: Row): ComponentChildren
}

/** As high as the rows are by `.window-row`; where lines are short a row has two. */
const heights = { wide: 40, narrow: 64 } as const
const isNarrow = (): boolean => matchMedia('(max-width: 639px)').matches
/** So many rows above and below what is seen, that neither a scroll nor `j` and `k` meet nothing. */
const beyond = 12

/** A long list of which only what is seen is drawn: thousands of rows scroll as swiftly as ten. `j`, `k` and `Enter` go through it. */
export function WindowList<Row>({ label, rows, keyOf, draw }: WindowListProps<Row>) {
  const list = useRef<HTMLUListElement>(null)
  useRowsKeys(list)
  const height = isNarrow() ? heights.narrow : heights.wide
  const [{ from, to }, see] = useState({ from: 0, to: 3 * beyond })
  useEffect(() => {
    const look = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      const first = Math.floor(-top / height) - beyond
      const last = Math.ceil((innerHeight - top) / height) + beyond
      see(before =>
        before.from === first && before.to === last ? before : { from: first, to: last },
      )
    }
    look()
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [height, rows.length])
  const start = Math.max(0, Math.min(from, rows.length))
  const end = Math.max(start, Math.min(to, rows.length))
  return (
    <ul
      ref={list}
      class="window-list"
      aria-label={label}
      style={{
        paddingTop: `${start * height}px`,
        paddingBottom: `${(rows.length - end) * height}px`,
      }}
    >
      {rows.slice(start, end).map((row, place) => (
        <li
          key={keyOf(row)}
          class="window-row row"
          aria-setsize={rows.length}
          aria-posinset={start + place + 1}
        >
          {draw(row)}
        </li>
      ))}
    </ul>
  )
}
