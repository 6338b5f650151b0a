import { effect, signal } from '@preact/signals'

/** How a reader wants the console; kept by the browser, and never sent. */
export interface Preferences {
  readonly theme: 'auto' | 'light' | 'dark'
  /** Whether single letters do something; who speaks to a computer may not want them to. */
  readonly letters: 'on' | 'off'
}

const place = 'decklog.preferences'
const defaults: Preferences = { theme: 'auto', letters: 'on' }

/** What the reader prefers. */
export const preferences = signal<Preferences>(read())

/** Puts preferences in force, and keeps them. */
export function startPreferences(): void {
  effect(() => {
    const { theme } = preferences.value
    if (theme === 'auto') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    localStorage.setItem(place, JSON.stringify(preferences.value))
  })
}

function read(): Preferences {
  try {
    const kept: Partial<Preferences> = JSON.parse(localStorage.getItem(place) ?? '{}')
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : defaults.theme,
      letters: kept.letters === 'off' ? 'off' : defaults.letters,
    }
  } catch {
    return defaults
  }
}
