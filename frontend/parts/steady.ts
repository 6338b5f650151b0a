import { useLayoutEffect, useRef, useState } from 'preact/hooks'

// A pointer that rests is not about to click.
const restMs = 8_000

/** A list whose order keeps still under the pointer. */
export interface Steady<Item> {
  readonly items: readonly Item[]
  /** For the element that holds the list. */
  readonly hold: {
    readonly onPointerMove: () => void
    readonly onPointerLeave: () => void
  }
}

/**
 * Keeps the order of a list while the pointer moves over it: what changes does so in its place, what is new comes last, and what is gone stays
 * until the pointer leaves or rests. Touch has no pointer that stays, and so sees each order at once.
 */
export function useSteady<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Steady<Item> {
  const shown = useRef<readonly Item[]>(items)
  const [phase, become] = useState<'moving' | 'held'>('moving')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useLayoutEffect(() => () => clearTimeout(timer.current), [])

  const release = (): void => {
    clearTimeout(timer.current)
    become('moving')
  }
  const next = phase === 'held' ? inOrderOf(shown.current, items, keyOf) : items
  shown.current = next
  return {
    items: next,
    hold: {
      onPointerMove: () => {
        clearTimeout(timer.current)
        timer.current = setTimeout(release, restMs)
        become('held')
      },
      onPointerLeave: release,
    },
  }
}

/** Items in the order of those that are shown, each as it is now, and the new ones behind them. */
export function inOrderOf<Item>(
  shown: readonly Item[],
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] {
  const fresh = new Map(items.map(item => [keyOf(item), item]))
  const kept = shown.map(item => fresh.get(keyOf(item)) ?? item)
  shown.forEach(item => fresh.delete(keyOf(item)))
  return [...kept, ...fresh.values()]
}
