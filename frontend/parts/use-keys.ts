import { useLayoutEffect } from 'preact/hooks'
import { type Binding, bindKeys } from '../state/keys.ts'

/** Binds keys from the moment that what calls it is drawn until it is gone; anew when something of `of` changes. */
export function useKeys(bindings: readonly Binding[], of: readonly unknown[] = []): void {
  // Not after the next frame: whoever sees what is open may press a key at once.
  useLayoutEffect(() => bindKeys(bindings), of)
}
