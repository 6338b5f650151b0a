import { signal } from '@preact/signals'
import { Dialog } from '../parts/dialog.tsx'
import { boundKeys } from '../state/keys.ts'
import { preferences } from '../state/preferences.ts'

/** Whether the list of keys is shown. */
export const keysHelp = signal<'open' | 'closed'>('closed')

/** The keys that do something on this page. */
export function KeysHelp() {
  if (keysHelp.value === 'closed') return null
  const { letters } = preferences.value
  return (
    <Dialog title="Keys" onClose={() => (keysHelp.value = 'closed')}>
      <dl class="keys-list">
        {boundKeys().map(({ keys, does }) => (
          <div key={keys} class="contents">
            <dt>
              {keys.split(' ').map(key => (
                <kbd key={key}>{shown(key)}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={letters === 'on'}
          onChange={event => setLetters(event.currentTarget.checked)}
        />
        <span>Single letters do this; turn it off where speech or another tool types them.</span>
      </label>
    </Dialog>
  )
}

function setLetters(isOn: boolean): void {
  preferences.value = { ...preferences.value, letters: isOn ? 'on' : 'off' }
}

function shown(key: string): string {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return key
    .replace('Control+', isMac ? '⌘ ' : 'Ctrl ')
    .replace('Escape', 'Esc')
    .replace('ArrowLeft', '←')
    .replace('ArrowRight', '→')
}
