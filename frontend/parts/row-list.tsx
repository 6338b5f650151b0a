import type { ComponentChildren } from 'preact'
import { Loading } from './states.tsx'
import { Unread } from './unread.tsx'
import type { ShownRows } from './use-reading.ts'

interface RowListProps<Row> {
  /** What it lists, as `Could not read …` and `Reading …` name it. */
  readonly what: string
  readonly shown: ShownRows<Row>
  /** What stands where there is none. */
  readonly none: ComponentChildren
  /** What leads to the next page. */
  readonly further?: string
  /** Draws the rows that there are. */
  children(rows: readonly Row[]): ComponentChildren
}

/** A list as far as it was read, and how to read on; or why there is none. */
export function RowList<Row>({
  what,
  shown: { value, problem, again, more },
  none,
  further = 'Show more',
  children,
}: RowListProps<Row>) {
  if (!value && problem) return <Unread what={what} problem={problem} again={again} />
  if (!value) return <Loading what={what} />
  if (value.rows.length === 0) return <>{none}</>
  return (
    <>
      {children(value.rows)}
      {more && <More read={more}>{further}</More>}
    </>
  )
}

/** Reads a list on. */
export function More({
  read,
  children,
}: {
  readonly read: () => Promise<void>
  readonly children: ComponentChildren
}) {
  return (
    <p class="more">
      <button type="button" onClick={() => void read()}>
        {children}
      </button>
    </p>
  )
}
