import { computed, signal } from '@preact/signals'
import type { paths } from '../api/schema.ts'

/** Whose token it is and what it may do, as the API tells. */
export type Self =
  paths['/api/v1/access/self']['get']['responses'][200]['content']['application/json']

/** What a token may do. */
export type Scope = Self['scopes'][number]

/** Why nobody is signed in: nobody was yet, they went, or the API takes the token no longer. */
export type Ended = 'never' | 'by choice' | 'refused'

const place = 'decklog.token'

const kept = signal<string | null>(sessionStorage.getItem(place))

/** The token that every call carries in its header; never in an address, and kept by the browser only for this tab and only when asked. */
export const token = computed(() => kept.value)

/** Who is signed in; null until the API has told. */
export const self = signal<Self | null>(null)

/** Why nobody is. */
export const ended = signal<Ended>('never')

/** Takes a token, for as long as this page is open, or as long as this tab is. */
export function keepToken(secret: string, how: 'page' | 'tab'): void {
  if (how === 'tab') sessionStorage.setItem(place, secret)
  else sessionStorage.removeItem(place)
  kept.value = secret
}

/** Forgets the token and whose it was. */
export function signOut(why: Exclude<Ended, 'never'>): void {
  sessionStorage.removeItem(place)
  kept.value = null
  self.value = null
  ended.value = why
}

/** Tells whether who is signed in may do what needs this scope; what they may not is not offered. */
export function may(scope: Scope): boolean {
  return self.value?.scopes.includes(scope) ?? false
}
