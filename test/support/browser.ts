import type { BrowserContext, Page, Response } from 'playwright-core'
import type { Test } from 'tap'
import { launchBrowser, signedInWith } from '../../scripts/console/browser.ts'
import { debianTool, type Tool } from './newer-tool.ts'

/** The browser that the console is tried in: Debian's. */
export const browserTool: Tool = debianTool('chromium', 'chromium')

/** How many times slower than here pages are run: what a test reads too early shows by it. */
const slowness = Number(process.env['DECKLOG_TEST_SLOW_BROWSER'] ?? 1)

/** How a page is opened. */
export interface Opening {
  readonly url: string
  /** Signed in with it from the start; without one the page asks for it. */
  readonly token?: string
  readonly theme?: 'light' | 'dark'
  /** Of the window, in CSS pixels; default 1440 × 900. */
  readonly width?: number
  readonly height?: number
  /** What the page may say on its console, besides nothing: failed loads that a test brings about. */
  readonly expects?: RegExp
}

/** One browser for a file of tests. */
export interface TestBrowser {
  /** Opens a page in a context of its own; at the end of the test it has to have kept every rule. */
  open(t: Test, opening: Opening): Promise<Page>
}

/** Starts the browser; it closes with the test. */
export async function startBrowser(t: Pick<Test, 'teardown'>): Promise<TestBrowser> {
  const browser = await launchBrowser(browserTool.path)
  t.teardown(() => browser.close())
  return {
    async open(t, opening) {
      const { theme = 'light', width = 1_440, height = 900 } = opening
      const context = await browser.newContext({
        ...{ colorScheme: theme, viewport: { width, height }, reducedMotion: 'reduce' },
        ...{ locale: 'en-GB', timezoneId: 'Europe/Berlin', bypassCSP: false },
      })
      // Long enough on a machine that does much else.
      context.setDefaultTimeout(60_000)
      const broken = await watchRules(context, opening)
      t.teardown(async () => {
        const rules = await broken()
        await context.close()
        // Nothing refused by the policy, no error, no other origin.
        if (rules.length > 0) throw new Error(`The page broke rules:\n${rules.join('\n')}`)
      })
      return openPage(context, opening)
    },
  }
}

async function openPage(context: BrowserContext, { url, token }: Opening): Promise<Page> {
  const page = await context.newPage()
  if (slowness > 1) {
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowness })
  }
  if (token !== undefined) await page.addInitScript({ content: signedInWith(token) })
  await page.goto(url)
  return page
}

/** What must not happen on any page: errors, calls of other origins, what the policy refuses, what a script of somebody else would do. */
async function watchRules(
  context: BrowserContext,
  { url, expects }: Opening,
): Promise<() => Promise<readonly string[]>> {
  const broken: string[] = []
  const tell = (text: string): void => {
    if (expects?.test(text) !== true) broken.push(text)
  }
  const { origin } = new URL(url)
  context.on('request', request => {
    const asked = request.url()
    if (!/^(data|blob):/.test(asked) && new URL(asked).origin !== origin) tell(`asked ${asked}`)
    if (/[?&#][^=]*token=|dlk_/.test(asked)) tell(`a token in the address ${asked}`)
  })
  context.on('weberror', error => tell(`thrown: ${error.error().message}`))
  context.on('dialog', dialog => {
    tell(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const judged: Promise<void>[] = []
  context.on('response', answer => {
    if (answer.status() === 503)
      judged.push(judgeRefusal(answer).then(said => void (said && tell(said))))
  })
  context.on('console', message => {
    // Judged by what it says, which is not on the console.
    if (message.text().includes('the server responded with a status of 503')) return
    if (['error', 'warning'].includes(message.type())) tell(`${message.type()}: ${message.text()}`)
  })
  await context.exposeFunction('tellViolation', (text: string) => tell(`policy: ${text}`))
  await context.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', event =>
      tellViolation(event.violatedDirective + ' ' + event.blockedURI))`,
  })
  return async () => {
    await Promise.all(judged)
    return broken
  }
}

/** What is refused for a moment: what is made ready is waited for, and what a machine that does much else was too late with is asked again. */
const forNow = [
  ...['DECKLOG_PAST_PREPARING', 'DECKLOG_PROJECTION_REBUILDING', 'DECKLOG_PROJECTION_BEHIND'],
  ...['DECKLOG_TIMEOUT', 'DECKLOG_LEDGER_UNAVAILABLE', 'DECKLOG_DATABASE_UNAVAILABLE'],
]

/** What is wrong with an answer 503; undefined of a read that can be had in a moment. */
async function judgeRefusal(answer: Response): Promise<string | undefined> {
  const [method, { pathname }] = [answer.request().method(), new URL(answer.url())]
  // It tells by its status that a part is not ready yet, and which.
  if (pathname === '/readyz') return undefined
  const isRead = method === 'GET' || pathname.startsWith('/api/v1/gates/')
  const text = await answer.text().catch(() => undefined)
  // Of a page that was left meanwhile it cannot be had.
  if (isRead && (text === undefined || forNow.some(code => text.includes(`"${code}"`)))) return
  return `503 to ${method} ${pathname}: ${text ?? ''}`
}
