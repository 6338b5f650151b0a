import { place, to } from '../state/route.ts'
import { placeOf, places } from './places.ts'

/** The way to every page: in the bar, or below on a narrow screen. */
export function Nav() {
  const current = placeOf(place.value.path)
  return (
    <nav class="nav" aria-label="Pages">
      <ul>
        {places.map(({ path, label }) => (
          <li key={path}>
            <a href={to(path)} {...(path === current ? { 'aria-current': 'page' as const } : {})}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
