import { computed, signal } from '@preact/signals'

/** Where the console is: all of it is in the address, so that every view is a link. */
export interface Place {
  readonly path: string
  /** What is after the question mark, without it. */
  readonly search: string
}

const here = signal<Place>(read())

/** Where the console is. */
export const place = computed(() => here.value)

/** The filters of the page, from its address. */
export const query = computed<URLSearchParams>(() => new URLSearchParams(here.value.search))

/** Goes to an address of the console. */
export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  const url = new URL(to, location.href)
  if (url.href === location.href) return
  const isAnotherPage = url.pathname !== here.value.path
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  here.value = read()
  if (isAnotherPage && how === 'push') scrollTo(0, 0)
}

/** An address of the console, which stays at the moment that the page stands at. */
export function to(path: string, filters: Readonly<Record<string, string | null>> = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value) search.set(name, value)
  const moment = query.value.get('as_of')
  if (moment !== null && !search.has('as_of')) search.set('as_of', moment)
  return search.size === 0 ? path : `${path}?${search}`
}

/** Changes filters of this page; null takes one away. */
export function filter(
  changes: Readonly<Record<string, string | null>>,
  how: 'push' | 'replace' = 'replace',
): void {
  go(withFilters(changes), how)
}

/** The address of this page with filters changed; null takes one away. */
export function withFilters(changes: Readonly<Record<string, string | null>>): string {
  const search = new URLSearchParams(query.value)
  for (const [name, value] of Object.entries(changes))
    if (value === null || value === '') search.delete(name)
    else search.set(name, value)
  return search.size === 0 ? here.value.path : `${here.value.path}?${search}`
}

/** Follows the address, and takes clicks on links to the console's own pages, wherever they are. */
export function startRouting(): void {
  addEventListener('popstate', () => (here.value = read()))
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!(link instanceof HTMLAnchorElement) || !isOurs(link) || isForAnother(event)) return
    event.preventDefault()
    go(link.href)
  })
}

function isOurs(link: HTMLAnchorElement): boolean {
  if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download'))
    return false
  // The rest of this origin is the API's.
  return !/^\/(api|assets|docs|metrics|openapi\.json|healthz?|readyz)(\/|$)/.test(link.pathname)
}

function isForAnother(event: MouseEvent): boolean {
  const { button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented } = event
  return defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey
}

function read(): Place {
  return { path: location.pathname, search: location.search.slice(1) }
}
