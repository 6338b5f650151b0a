import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

const markedMs = 2_000

/** What marks itself for two seconds when its value changes; nothing moves. `value` is what is compared. */
export function Fresh({
  value,
  children,
}: {
  readonly value: string | number | null
  readonly children: ComponentChildren
}) {
  const before = useRef(value)
  const [marked, mark] = useState<'changed' | undefined>()
  useEffect(() => {
    if (before.current === value) return undefined
    before.current = value
    mark('changed')
    const timer = setTimeout(() => mark(undefined), markedMs)
    return () => clearTimeout(timer)
  }, [value])
  return <span class={marked ? 'fresh' : undefined}>{children}</span>
}
