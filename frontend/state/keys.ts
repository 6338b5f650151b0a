import { preferences } from './preferences.ts'

/** What a key does; `keys` is one, or two after each other: `g n`, `?`, `Control+k`, `Escape`. */
export interface Binding {
  readonly keys: string
  /** For the list of keys: what it does, in a few words. */
  readonly does: string
  run(event: KeyboardEvent): void
}

const bound: Binding[] = []
// Where somebody writes they move within what is written.
const arrows = ['ArrowLeft', 'ArrowRight']
const patienceMs = 1_200
let first: { readonly key: string; readonly atMs: number } | null = null

/** Binds keys until what is returned is called. Of two that are the same, the later counts. */
export function bindKeys(bindings: readonly Binding[]): () => void {
  bound.push(...bindings)
  return () => {
    for (const one of bindings) bound.splice(bound.lastIndexOf(one), 1)
  }
}

/** All that is bound now, for the list of keys; the later of two that are the same. */
export function boundKeys(): readonly Binding[] {
  return [...new Map(bound.map(one => [one.keys, one])).values()]
}

/** Listens to the keyboard. */
export function startKeys(): void {
  addEventListener('keydown', event => {
    if (event.defaultPrevented || event.isComposing) return
    const key = nameOf(event)
    // While a dialog is there it alone is used: it closes by `Esc` itself.
    if (document.querySelector('dialog[open]') && !key.startsWith('Control+')) return
    // Only what moves goes on for as long as it is held.
    if (event.repeat && !['j', 'k', ...arrows].includes(key)) return
    if (isWriting(event.target) && (key.length === 1 || arrows.includes(key))) return
    if (key.length === 1 && preferences.value.letters === 'off') return
    const before = first !== null && event.timeStamp - first.atMs < patienceMs ? first.key : null
    const found = (before === null ? undefined : find(`${before} ${key}`)) ?? find(key)
    first = found || key.length > 1 ? null : { key, atMs: event.timeStamp }
    if (!found) return
    event.preventDefault()
    found.run(event)
  })
}

function find(keys: string): Binding | undefined {
  return bound.findLast(one => one.keys === keys)
}

/** The key with what is held beside it; on a Mac, Command is its Control. */
function nameOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  if (ctrlKey || metaKey) return `Control+${key.toLowerCase()}`
  return altKey ? `Alt+${key}` : key
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range'].includes(target.type)
}
