import { once } from 'node:events'
import { copyFile, mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { environment } from '../core/config/environment.ts'
import { packageRoot } from '../core/config/package-root.ts'
import { startOwn } from './bench/start-own.ts'
import { ailingPlugins, beatForAWhile, makeAiling } from './console/ailing.ts'
import { launchBrowser, signedInWith } from './console/browser.ts'
import { callerOf, makeWorld } from './console/world.ts'

const usage = `npm run screenshots -- [folder]

Every page of the console, light and dark, wide and narrow, and a run as it is printed; by default below dist/screenshots. Those that stand in
the docs are copied there. DECKLOG_CHROMIUM says where the browser is; /usr/bin/chromium by default.
`
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
})
const folder = positionals[0] ?? join(packageRoot, 'dist', 'screenshots')
if (values.help) {
  process.stdout.write(usage)
  process.exit()
}

const looks = [
  ...(['light', 'dark'] as const).flatMap(theme => [1_440, 320].map(width => ({ theme, width }))),
  { theme: 'light', width: 2_560 } as const,
]
/** What stands in the docs, under which name: light and wide. */
const inDocs: Readonly<Record<string, string>> = {
  now: 'now',
  'run-approval': 'run',
  ...{ release: 'release', target: 'target', recovery: 'recovery', agent: 'agent' },
  ...{
    alarms: 'alarms',
    alarm: 'alarm',
    'history-of-runs': 'history',
    past: 'past',
    subject: 'guard',
    system: 'system',
  },
}

await mkdir(folder, { recursive: true })
const node = 'web-1'
// Who is told, at once and step by step; whatever they are told, they take.
const receiver = createServer((_request, answer) => answer.end('[]')).listen(0, '127.0.0.1')
await once(receiver, 'listening')
const { port } = receiver.address() as AddressInfo
const names = ['team', 'oncall', 'boss']
const notify = {
  channels: { alertmanager: names.map(name => ({ name, url: `http://127.0.0.1:${port}` })) },
  routes: [
    {
      name: 'everything',
      steps: names.map((name, place) => ({ after: `${15 * place}m`, to: [name] })),
    },
  ],
}
const own = await startOwn({
  DECKLOG_NODE_NAME: node,
  DECKLOG_OUTBOUND_ALLOW: '127.0.0.0/8',
  DECKLOG_PLUGINS: JSON.stringify({ ...ailingPlugins(node), notify }),
})
try {
  const { secrets, runs, releases, board } = await makeWorld(own.url, own.token)
  const [owner, ci] = [callerOf(own.url, secrets.ada), callerOf(own.url, secrets.ci)]
  const ailing = await makeAiling(owner, ci, releases[0])
  const shipper = await beatForAWhile(owner, ci, board)
  const pages = {
    now: '/',
    guards: '/guards',
    guard: '/guards/disk',
    subject: `/guards/disk?open=${await firstOf('/guards/disk', 'subjects')}`,
    disks: '/disks',
    disk: `/disks/${await firstOf('/disks', 'disks')}`,
    boards: '/boards',
    board: `/boards/${board}`,
    agent: `/boards/${board}?open=${shipper}`,
    runs: '/runs',
    'run-approval': `/runs/${runs.approval}`,
    'run-refused': `/runs/${runs.denied}`,
    past: `/runs/${runs.done}?as_of=${await positionOf(runs.done)}`,
    releases: '/releases',
    release: `/releases/${releases[1]}`,
    rollouts: '/rollouts',
    targets: '/targets',
    target: '/targets?open=shop',
    recoveries: '/recoveries',
    recovery: `/recoveries?open=${ailing.recovery}`,
    alarms: '/alarms',
    alarm: `/alarms?open=${await firstOf('/alarms?kind=drift', 'alarms')}`,
    history: '/history',
    'history-of-runs': '/history?category=gsdRun',
    system: '/system',
  }
  await takeAll(secrets.ada, pages, `/runs/${runs.approval}`)

  async function firstOf(path: string, list: string): Promise<string> {
    const { [list]: found } = await owner.call('GET', `/api/v1${path}`)
    const [first] = found as readonly { readonly id: string }[]
    return first?.id ?? ''
  }

  /** A moment within the life of a run. */
  async function positionOf(run: string): Promise<string> {
    const { events } = await owner.call('GET', `/api/v1/streams/gsdRun-${run}`)
    const found = events as readonly { readonly position: string }[]
    return found[Math.floor(found.length / 2)]?.position ?? ''
  }
} finally {
  await own.stop()
  receiver.close()
}

async function takeAll(
  token: string,
  pages: Readonly<Record<string, string>>,
  printed: string,
): Promise<void> {
  const browser = await launchBrowser(environment['DECKLOG_CHROMIUM'] ?? '/usr/bin/chromium')
  for (const { theme, width } of looks) {
    const viewport = { width, height: 900 }
    await withPage(browser, { colorScheme: theme, viewport }, async page => {
      await page.goto(own.url)
      await page.screenshot({ path: join(folder, `sign-in-${theme}-${width}.png`) })
      await page.addInitScript({ content: signedInWith(token) })
      for (const [name, path] of Object.entries(pages)) {
        await show(page, path)
        const file = join(folder, `${name}-${theme}-${width}.png`)
        await page.screenshot({ path: file, fullPage: true })
        if (theme === 'light' && width === 1_440 && inDocs[name] !== undefined)
          await copyFile(file, join(packageRoot, 'docs', 'images', `${inDocs[name]}.png`))
      }
    })
  }
  // As wide as A4 at 96 dots an inch.
  await withPage(browser, { viewport: { width: 794, height: 1_123 } }, async page => {
    await page.addInitScript({ content: signedInWith(token) })
    await show(page, printed)
    await page.emulateMedia({ media: 'print' })
    await page.screenshot({ path: join(folder, 'run-printed.png'), fullPage: true })
    await page.pdf({ path: join(folder, 'run-printed.pdf'), format: 'A4' })
  })
  await browser.close()
  process.stdout.write(`${folder}\n`)
}

async function withPage(
  browser: Browser,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ ...options, locale: 'en-GB' })
  context.setDefaultTimeout(60_000)
  await work(await context.newPage())
  await context.close()
}

/** Opens a page, and waits until all of it has been read. */
async function show(page: Page, path: string): Promise<void> {
  await page.goto(own.url + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('load')
  for (const unread of ['.loading', '.state.failed', '.chart[aria-busy=true]'])
    await page.locator(unread).first().waitFor({ state: 'detached' })
  await page
    .getByText(/^(Reading|connecting)/)
    .first()
    .waitFor({ state: 'detached' })
}
