import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { type Preferences, preferences } from '../state/preferences.ts'
import { self, signOut } from '../state/session.ts'
import { keysHelp } from './keys-help.tsx'

/** Who is signed in, what that token may do, and how they want the console. */
export function You() {
  const isOpen = useSignal(false)
  useLayoutEffect(() => closeElsewhere(() => (isOpen.value = false)), [])
  const who = self.value
  return (
    <div class="you">
      <button
        type="button"
        class="plain"
        aria-expanded={isOpen.value}
        aria-haspopup="true"
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        {who?.subject ?? 'You'}
      </button>
      {isOpen.value ? <Sheet /> : null}
    </div>
  )
}

function Sheet() {
  const who = self.value
  return (
    <div class="sheet">
      <p>
        <strong>{who?.subject}</strong>, {who?.kind}
      </p>
      <p class="second small">
        May {who?.scopes.join(', ')}
        {who?.boards === null ? '.' : `, on ${who?.boards.length} boards.`}
      </p>
      <label class="field">
        <span>Colours</span>
        <select value={preferences.value.theme} onChange={chooseTheme}>
          <option value="auto">As the system has them</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      <button type="button" onClick={() => (keysHelp.value = 'open')}>
        Keys
      </button>
      <button type="button" onClick={() => signOut('by choice')}>
        Sign out
      </button>
    </div>
  )
}

function chooseTheme({ currentTarget }: { readonly currentTarget: HTMLSelectElement }): void {
  preferences.value = {
    ...preferences.value,
    theme: currentTarget.value as Preferences['theme'],
  }
}

function closeElsewhere(close: () => void): () => void {
  const onClick = ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('.you') === null) close()
  }
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') close()
  }
  document.addEventListener('click', onClick)
  document.addEventListener('keydown', onKey)
  return () => {
    document.removeEventListener('click', onClick)
    document.removeEventListener('keydown', onKey)
  }
}
