import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { environment } from '../core/config/environment.ts'
import { packageRoot } from '../core/config/package-root.ts'
import { startOwn } from './bench/start-own.ts'
import { launchBrowser, signedInWith } from './console/browser.ts'
import { ailingPlugins, makeAiling } from './console/ailing.ts'
import { callerOf, makeWorld } from './console/world.ts'

// npm run screenshots [folder]      every page of the console, light and dark, wide and narrow; by default below dist/screenshots

const folder = process.argv[2] ?? join(packageRoot, 'dist', 'screenshots')
const looks = (['light', 'dark'] as const).flatMap(theme =>
  [1_440, 360].map(width => ({ theme, width })),
)

await mkdir(folder, { recursive: true })
const node = 'web-1'
const own = await startOwn({
  DECKLOG_NODE_NAME: node,
  DECKLOG_PLUGINS: JSON.stringify(ailingPlugins(node)),
})
try {
  const { secrets, runs, releases, board } = await makeWorld(own.url, own.token)
  const [owner, ci] = [callerOf(own.url, secrets.ada), callerOf(own.url, secrets.ci)]
  const ailing = await makeAiling(owner, ci, releases[0])
  await take(own.url, secrets.ada, {
    now: '/',
    guards: '/guards',
    disk: '/guards/disk',
    disks: '/disks',
    boards: '/boards',
    board: `/boards/${board}`,
    runs: '/runs',
    'run-approval': `/runs/${runs.approval}`,
    'run-refused': `/runs/${runs.denied}`,
    releases: '/releases',
    release: `/releases/${releases[1]}`,
    rollouts: '/rollouts',
    targets: '/targets',
    target: '/targets?open=shop',
    recoveries: '/recoveries',
    recovery: `/recoveries?open=${ailing.recovery}`,
    agent: `/boards/${ailing.board}?open=${ailing.agent}`,
    alarms: '/alarms',
    history: '/history',
    system: '/system',
  })
} finally {
  await own.stop()
}

async function take(
  url: string,
  token: string,
  pages: Readonly<Record<string, string>>,
): Promise<void> {
  const browser = await launchBrowser(environment['DECKLOG_CHROMIUM'] ?? '/usr/bin/chromium')
  for (const { theme, width } of looks) {
    const context = await browser.newContext({
      ...{ colorScheme: theme, viewport: { width, height: 900 }, locale: 'en-GB' },
    })
    const page = await context.newPage()
    await page.goto(url)
    await page.screenshot({ path: join(folder, `sign-in-${theme}-${width}.png`) })
    await page.addInitScript({ content: signedInWith(token) })
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('load')
      await page.locator('.loading').first().waitFor({ state: 'detached' })
      await page
        .getByText(/^Reading/)
        .first()
        .waitFor({ state: 'detached' })
      await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), fullPage: true })
    }
    await context.close()
  }
  await browser.close()
  process.stdout.write(`${folder}\n`)
}
