import { effect, signal } from '@preact/signals'
import { pastTime } from '../api/as-of.ts'
import { describeMoment } from '../words/moments.ts'
import type { Level } from '../words/levels.ts'
import critical from './icons/critical.svg'
import emergency from './icons/emergency.svg'
import unknown from './icons/unknown.svg'
import { realNow } from './clock.ts'
import warning from './icons/warning.svg'

/** What the page is called that is shown. */
export const pageTitle = signal('')

/** The worst level there is, when not all is well; the title begins with it, and the icon of the tab wears it. */
export const worst = signal<Exclude<Level, 'ok'> | null>(null)

const icons = { warning, unknown, critical, emergency }

/** Keeps the title and the icon of the tab at what is shown, the worst first. */
export function startTitle(): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const usual = icon?.href ?? ''
  effect(() => {
    const then =
      pastTime.value === null ? '' : ` · as of ${describeMoment(pastTime.value, realNow.value)}`
    const named = pageTitle.value === '' ? 'Decklog' : `${pageTitle.value}${then} · Decklog`
    document.title = worst.value === null ? named : `${worst.value}: ${named}`
    if (icon) icon.href = worst.value === null ? usual : icons[worst.value]
  })
}
