import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import {
  interactionsOf,
  launchBrowser,
  signedInWith,
  watchingInteractions,
} from '../../console/browser.ts'

/** A page of the console, and what can be measured of it. */
export interface BenchPage {
  /** How long it took until the page said how things stand, from when it was gone to. */
  readonly seenMs: number
  /** The scripts of its first load. */
  readonly scripts: readonly Buffer[]
  /** Waits until nothing has been asked for a while. */
  settled(): Promise<void>
  firstPaintMs(): Promise<number>
  /** Loads an address anew, and waits until a link of this name is there. */
  visit(path: string, link: string): Promise<void>
  /** Goes to a page by its link in the navigation. */
  follow(path: string): Promise<void>
  press(key: string): Promise<void>
  /** How many nodes of the page a selector finds. */
  count(selector: string): Promise<number>
  /** How long each press and click took until it was painted, since the page was loaded. */
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

async function openPage(
  context: BrowserContext,
  { url, token }: { readonly url: string; readonly token: string },
): Promise<BenchPage> {
  const page = await context.newPage()
  const scripts: Promise<Buffer>[] = []
  page.on('response', answer => {
    if (new URL(answer.url()).pathname.endsWith('.js')) scripts.push(answer.body())
  })
  await page.addInitScript({ content: `${signedInWith(token)};${watchingInteractions}` })
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
    async visit(path, link) {
      await page.goto(new URL(path, page.url()).href)
      await page.getByRole('link', { name: link, exact: true }).waitFor()
    },
    async follow(path) {
      await page.getByRole('navigation').locator(`a[href="${path}"]`).click()
      await page.waitForTimeout(400)
    },
    async press(key) {
      await page.keyboard.press(key)
      await page.waitForTimeout(100)
    },
    count: selector => page.locator(selector).count(),
    interactionsMs: () => interactionsOf(page),
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
