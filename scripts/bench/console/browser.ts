import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { launchBrowser, signedInWith } from '../../console/browser.ts'

/** A page of the console, and what can be measured of it. */
export interface BenchPage {
  /** How long it took until the page said how things stand, from when it was gone to. */
  readonly seenMs: number
  /** The scripts of its first load. */
  readonly scripts: readonly Buffer[]
  /** Waits until nothing has been asked for a while. */
  settled(): Promise<void>
  firstPaintMs(): Promise<number>
  /** Goes to a page by its link in the navigation. */
  follow(path: string): Promise<void>
  press(key: string): Promise<void>
  /** How long each press and click took until it was painted. */
  interactionsMs(): Promise<readonly number[]>
  /** What the page holds once what is garbage is gone. */
  heldBytes(): Promise<{ readonly heap: number; readonly nodes: number }>
  close(): Promise<void>
}

/** A browser to measure in. */
export interface BenchBrowser {
  open(url: string, token: string): Promise<BenchPage>
  close(): Promise<void>
}

/** Opens a browser without a window. */
export async function openBrowser(executablePath: string): Promise<BenchBrowser> {
  const browser = await launchBrowser(executablePath)
  return {
    async open(url, token) {
      const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } })
      return openPage(context, { url, token })
    },
    close: () => browser.close(),
  }
}

// Kept by the page itself, because the entries of a performance observer are told once.
const watch = `
  globalThis.interactions = []
  new PerformanceObserver(list => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId) globalThis.interactions.push(duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
`

async function openPage(
  context: BrowserContext,
  { url, token }: { readonly url: string; readonly token: string },
): Promise<BenchPage> {
  const page = await context.newPage()
  const scripts: Promise<Buffer>[] = []
  page.on('response', answer => {
    if (new URL(answer.url()).pathname.endsWith('.js')) scripts.push(answer.body())
  })
  await page.addInitScript({ content: `${signedInWith(token)};${watch}` })
  const startedMs = performance.now()
  await page.goto(url)
  await page.getByRole('heading', { name: /not well|is well/ }).waitFor()
  const seenMs = performance.now() - startedMs
  const devtools = await context.newCDPSession(page)
  return { seenMs, scripts: await Promise.all(scripts), ...measures(page, devtools) }
}

function measures(page: Page, devtools: CDPSession): Omit<BenchPage, 'seenMs' | 'scripts'> {
  return {
    settled: () => page.waitForTimeout(2_000),
    firstPaintMs: () =>
      page.evaluate<number>(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
      ),
    async follow(path) {
      await page.getByRole('navigation').locator(`a[href="${path}"]`).click()
      await page.waitForTimeout(400)
    },
    async press(key) {
      await page.keyboard.press(key)
      await page.waitForTimeout(100)
    },
    interactionsMs: () => page.evaluate<number[]>('globalThis.interactions'),
    async heldBytes() {
      await devtools.send('HeapProfiler.collectGarbage')
      await devtools.send('Performance.enable')
      const { metrics } = await devtools.send('Performance.getMetrics')
      const read = (name: string): number => metrics.find(one => one.name === name)?.value ?? NaN
      return { heap: read('JSHeapUsedSize'), nodes: read('Nodes') }
    },
    close: () => page.context().close(),
  }
}
