import { useSignal } from '@preact/signals'
import { Dialog } from '../parts/dialog.tsx'
import { place, to } from '../state/route.ts'
import { placeOf, places } from './places.ts'

/** The way to every page: in the bar, or below on a narrow screen. */
export function Nav() {
  const isOpen = useSignal(false)
  const current = placeOf(place.value.path)
  return (
    <nav class="nav" aria-label="Pages">
      <ul>
        {places.map(({ path, label }) => (
          <li key={path} class={foremost.includes(path) ? '' : 'far'}>
            <a href={to(path)} {...(path === current ? { 'aria-current': 'page' as const } : {})}>
              {label}
            </a>
          </li>
        ))}
        <li class="nav-more">
          <button type="button" class="plain" onClick={() => (isOpen.value = true)}>
            More
          </button>
        </li>
      </ul>
      {isOpen.value ? <Further close={() => (isOpen.value = false)} /> : null}
    </nav>
  )
}

/** Where there is room for few, the rest is behind `More`. */
const foremost = ['/', '/boards', '/runs', '/alarms']

function Further({ close }: { readonly close: () => void }) {
  return (
    <Dialog title="Pages" onClose={close}>
      <ul class="further">
        {places
          .filter(({ path }) => !foremost.includes(path))
          .map(({ path, label }) => (
            <li key={path}>
              <a class="button" href={to(path)} onClick={close}>
                {label}
              </a>
            </li>
          ))}
      </ul>
    </Dialog>
  )
}
