import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { createApp } from '../core/app.ts'
import { loadSettings } from '../core/config/config.ts'
import { packageRoot } from '../core/config/package-root.ts'
import { createLogger } from '../core/telemetry/log.ts'
import { makeWorld } from './console/world.ts'

// npm run screenshots [folder]      every page of the console, light and dark, wide and narrow; by default below dist/screenshots

const folder = process.argv[2] ?? join(packageRoot, 'dist', 'screenshots')
const admin = 'an-admin-token-for-pictures-0123456789'
const looks = (['light', 'dark'] as const).flatMap(theme =>
  [1_440, 360].map(width => ({ theme, width })),
)

await mkdir(folder, { recursive: true })
const dataDir = await mkdtemp(join(tmpdir(), 'decklog-screenshots-'))
// The user that Postgres runs as must reach it.
await chmod(dataDir, 0o711)
const env = {
  ...{ PATH: process.env['PATH'], DECKLOG_PORT: '0', DECKLOG_LEDGER_PORT: '0' },
  ...{
    DECKLOG_DATA_DIR: dataDir,
    DECKLOG_ADMIN_TOKEN: admin,
    DECKLOG_REQUESTS_PER_SECOND: '100000',
  },
}
const load = () => loadSettings({ env, cwd: dataDir })
const app = await createApp({ loaded: await load(), load, log: createLogger('error') })
try {
  const { url } = await app.start()
  const { secrets, runs, releases, board } = await makeWorld(url, admin)
  await take(url, secrets.ada, {
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
    alarms: '/alarms',
    history: '/history',
    system: '/system',
  })
} finally {
  await app.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function take(
  url: string,
  token: string,
  pages: Readonly<Record<string, string>>,
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env['DECKLOG_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  for (const { theme, width } of looks) {
    const context = await browser.newContext({
      ...{ colorScheme: theme, viewport: { width, height: 900 }, locale: 'en-GB' },
    })
    const page = await context.newPage()
    await page.goto(url)
    await page.screenshot({ path: join(folder, `sign-in-${theme}-${width}.png`) })
    await page.addInitScript({
      content: `sessionStorage.setItem('decklog.token', ${JSON.stringify(token)})`,
    })
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('load')
      await page.locator('.loading').first().waitFor({ state: 'detached' })
      await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), fullPage: true })
    }
    await context.close()
  }
  await browser.close()
  process.stdout.write(`${folder}\n`)
}
