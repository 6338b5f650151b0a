import { effect, signal } from '@preact/signals'

/** What the page is called that is shown. */
export const pageTitle = signal('')

/** The worst level there is, in a word, when not all is well; the title begins with it. */
export const worst = signal<string | null>(null)

/** Keeps the title of the tab at what is shown, the worst first. */
export function startTitle(): void {
  effect(() => {
    const named = pageTitle.value === '' ? 'Decklog' : `${pageTitle.value} · Decklog`
    document.title = worst.value === null ? named : `${worst.value}: ${named}`
  })
}
