import { signal, useSignal } from '@preact/signals'
import { Dialog } from '../parts/dialog.tsx'
import { useReading } from '../parts/use-reading.ts'
import { go } from '../state/route.ts'
import { may } from '../state/session.ts'
import { search } from '../words/search.ts'
import { pageThings, readThings, type Thing } from './palette-things.ts'

/** Whether the palette is shown. */
export const palette = signal<'open' | 'closed'>('closed')

/** What leads to everything by its name. */
export function Palette() {
  if (palette.value === 'closed') return null
  return (
    <Dialog title="Go to" onClose={close}>
      <Search />
    </Dialog>
  )
}

/** The button in the bar that opens it. */
export function PaletteButton() {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return (
    <button
      type="button"
      class="plain palette-button"
      aria-keyshortcuts="Control+K"
      onClick={() => (palette.value = 'open')}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="7" cy="7" r="4.5" />
        <path d="m10.5 10.5 4 4" />
      </svg>
      <span class="unseen">Go to anything</span>
      <kbd class="hint">{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
    </button>
  )
}

function close(): void {
  palette.value = 'closed'
}

const mostShown = 12

function Search() {
  const typed = useSignal('')
  const at = useSignal(0)
  // Read once for as long as it is open; what is typed asks nothing of anybody.
  const { value, problem } = useReading<readonly Thing[]>({
    of: 'what there is to go to',
    topics: [],
    read: async abort => (may('read') ? readThings(abort) : []),
  })
  const found = search([...pageThings(), ...(value ?? [])], typed.value, mostShown)
  const active = Math.min(at.value, found.length - 1)
  const choose = (thing: Thing | undefined): void => {
    if (thing === undefined) return
    close()
    go(thing.href)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === 'Enter') choose(found[active])
    else if (event.key in moves) at.value = Math.max(0, move(event.key, active, found.length))
    else return
    event.preventDefault()
  }
  return (
    <div class="palette">
      <input
        // Heeded by the dialog when it is shown.
        autofocus
        type="text"
        role="combobox"
        aria-label="Name of a page, disk, board, agent, run or release"
        aria-expanded={found.length > 0}
        aria-controls="palette-found"
        aria-autocomplete="list"
        {...(found.length > 0 ? { 'aria-activedescendant': `palette-${active}` } : {})}
        placeholder="A page, disk, board, agent, run, release …"
        autoComplete="off"
        spellcheck={false}
        onInput={event => {
          typed.value = event.currentTarget.value
          at.value = 0
        }}
        onKeyDown={onKey}
      />
      <Found found={found} active={active} choose={choose} />
      <p class="second small" role="status">
        {saidOf(found.length, value !== undefined, problem?.message)}
      </p>
    </div>
  )
}

const moves = { ArrowDown: 1, ArrowUp: -1, Home: 0, End: 0 }

function move(key: string, from: number, length: number): number {
  if (key === 'ArrowDown') return (from + 1) % length
  if (key === 'ArrowUp') return (from - 1 + length) % length
  return key === 'Home' ? 0 : length - 1
}

interface FoundProps {
  readonly found: readonly Thing[]
  readonly active: number
  choose(thing: Thing): void
}

function Found({ found, active, choose }: FoundProps) {
  return (
    <ul id="palette-found" role="listbox" aria-label="Where to">
      {found.map((thing, index) => (
        <li
          key={`${thing.kind} ${thing.href}`}
          id={`palette-${index}`}
          role="option"
          aria-selected={index === active}
          onClick={() => choose(thing)}
        >
          <span>{thing.name}</span> <span class="second small">{thing.kind}</span>
        </li>
      ))}
    </ul>
  )
}

function saidOf(count: number, isRead: boolean, problem: string | undefined): string {
  if (problem !== undefined && !isRead) return `Only pages can be found: ${problem}`
  if (!isRead) return 'Reading what there is …'
  return count === 0 ? 'Nothing is called so.' : ''
}
