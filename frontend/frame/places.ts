/** A place that the navigation leads to, and the letter that does after `g`. */
export interface NavPlace {
  readonly path: string
  readonly label: string
  readonly letter: string
}

/** The navigation, in its order. */
export const places: readonly NavPlace[] = [
  { path: '/', label: 'Now', letter: 'n' },
  { path: '/guards', label: 'Guards', letter: 'g' },
  { path: '/boards', label: 'Boards', letter: 'b' },
  { path: '/runs', label: 'Runs', letter: 'r' },
  { path: '/releases', label: 'Releases', letter: 'e' },
  { path: '/alarms', label: 'Alarms', letter: 'a' },
  { path: '/history', label: 'History', letter: 'h' },
  { path: '/system', label: 'System', letter: 's' },
]

/** Pages that have no place of their own, below the one that leads to them. */
const below: Readonly<Record<string, string>> = {
  '/disks': '/guards',
  '/recoveries': '/guards',
  '/rollouts': '/releases',
  '/targets': '/releases',
}

/** Which place a page's address belongs to. */
export function placeOf(path: string): string {
  const [, word = ''] = path.split('/')
  const root = `/${word}`
  return below[root] ?? root
}
