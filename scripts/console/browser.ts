import { type Browser, chromium } from 'playwright-core'

/** Opens a browser without a window. As root, as in CI, its own sandbox does not start. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
  return chromium.launch({ executablePath, args })
}

/** What a page runs first, to be signed in from its start. */
export function signedInWith(token: string): string {
  return `sessionStorage.setItem('decklog.token', ${JSON.stringify(token)})`
}
