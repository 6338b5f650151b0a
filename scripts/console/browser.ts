import { type Browser, chromium, type Page } from 'playwright-core'

/** Opens a browser without a window. As root, as in CI, its own sandbox does not start. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
  return chromium.launch({ executablePath, args })
}

/** What a page runs first, to be signed in from its start. */
export function signedInWith(token: string): string {
  return `sessionStorage.setItem('decklog.token', ${JSON.stringify(token)})`
}

/** What a page runs first, to keep how long each press of a key or a button took until it was painted: a performance observer tells each once. */
export const watchingInteractions = `
  globalThis.interactions = []
  new PerformanceObserver(list => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId) globalThis.interactions.push(duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
`

/** How long each press took since the page was loaded, in ms; one that took less than the browser tells of is none of them. */
export function interactionsOf(page: Page): Promise<readonly number[]> {
  return page.evaluate<number[]>('globalThis.interactions')
}
