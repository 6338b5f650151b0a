import type { RefObject } from 'preact'
import { useKeys } from './use-keys.ts'

/** Moves the focus over the links of rows by `j` and `k`; `Enter` opens, as it does any link. */
export function useRowsKeys(list: RefObject<HTMLElement | null>): void {
  useKeys([
    { keys: 'j', does: 'next row', run: () => move(list.current, 1) },
    { keys: 'k', does: 'row before', run: () => move(list.current, -1) },
  ])
}

function move(list: HTMLElement | null, step: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>('.row-link') ?? [])]
  const at = links.findIndex(link => link === document.activeElement)
  const next = at === -1 ? (step > 0 ? 0 : links.length - 1) : at + step
  const link = links[Math.max(0, Math.min(next, links.length - 1))]
  link?.focus()
  link?.scrollIntoView({ block: 'nearest' })
}
