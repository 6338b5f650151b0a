import { join } from 'node:path'
import t, { type Test } from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { callerOf, makePeople } from '../../scripts/console/world.ts'
import { violationsOf } from '../support/axe.ts'
import { browserTool, type Opening, startBrowser } from '../support/browser.ts'
import { type HostilePage, makeHostileWorld } from '../support/hostile-world.ts'
import { pretendAgents } from '../support/many-agents.ts'
import { rounds } from '../support/rounds.ts'
import { foreignOn } from '../support/shown-text.ts'
import { adminSecret, startWholeApp } from '../support/whole-app.ts'
import { soon } from '../support/soon.ts'

// In the short form such text is looked for on a narrow page alone.
const looks = [
  { theme: 'dark', width: 360 },
  { theme: 'light', width: 1_440 },
] as const
const guard = 'queue'

t.test('what comes from outside', { skip: browserTool.missing }, async t => {
  const extensions = [join(packageRoot, 'test/fixtures/extensions', guard)]
  const gsd = { gates: { rollout: [{ gate: 'images', about: ['release_id'] }] } }
  const app = await startWholeApp(t, { extensions, plugins: { gsd } })
  const secrets = await makePeople(callerOf(app.url, adminSecret))
  const hostile = await makeHostileWorld(app.url, { admin: adminSecret, secrets, guard })
  const browser = await startBrowser(t)
  const open = (t: Test, path: string, opening: Omit<Opening, 'url'> = {}) =>
    browser.open(t, { token: secrets.ada, ...opening, url: app.url + path })
  const odd = encodeURIComponent(hostile.shown('run'))
  const others: readonly HostilePage[] = [
    ...hostile.pages,
    // What somebody is sent as a link is such text too.
    { path: `/history?type=${odd}&actor=${odd}`, shows: ['History'] },
    { path: `/alarms?open=${odd}&kind=${odd}`, shows: ['Alarms'] },
  ]

  for (const look of looks.slice(0, rounds(1, 2)))
    await t.test(`text of others is text: ${look.theme}, ${look.width} px wide`, async t => {
      const page = await open(t, '/', { ...look, expects: /status of 4(04|22)/ })
      for (const { path, shows } of others) {
        await page.goto(app.url + path)
        for (const text of shows) await page.getByText(text).first().waitFor({ state: 'attached' })
        t.strictSame(await foreignOn(page), [], path)
        if (rounds(1, 0) === 0) t.strictSame(await violationsOf(page), [], path)
      }
    })

  await t.test('what asks once more, and the palette, show text of others as text', async t => {
    const page = await open(t, `/runs/${hostile.run}`, { token: secrets.grace })
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Approve …' }).click()
    await dialog
      .getByText(`of ${hostile.shown('run')}`)
      .last()
      .waitFor()
    await dialog.getByText(hostile.shown('title')).waitFor()
    t.strictSame(await foreignOn(page), [])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    for (const [keys, typed, path] of [
      ['/', 'onerror subject', `/guards/${guard}?open=`],
      ['Control+k', 'svg onload board', '/boards/'],
      ['/', 'hist', '/history'],
    ] as const) {
      await page.keyboard.press(keys)
      await dialog.getByRole('combobox').waitFor()
      await page.keyboard.type(typed)
      await page.getByText('Reading what there is').waitFor({ state: 'detached' })
      await dialog.getByRole('option', { selected: true }).waitFor()
      t.strictSame(await foreignOn(page), [])
      await page.keyboard.press('Enter')
      await page.waitForURL(url => url.href.startsWith(app.url + path))
      await dialog.waitFor({ state: 'detached' })
    }
  })

  await t.test('a guard from outside has a page by what it declares, and is on Now', async t => {
    const send = async (reading: object): Promise<void> => {
      const body = JSON.stringify({ readings: [reading] })
      t.equal((await app.send('POST', `/api/v1/guards/${guard}/readings`, { body })).status, 200)
    }
    await send({ subject: 'mail', host: 'mx-1', values: { length: 4, room: 5e8 } })
    const page = await open(t, '/guards')
    await page.getByRole('link', { name: 'Queues' }).click()
    await page.getByText('Watches queues that others count.').waitFor()
    const row = page.getByRole('row').filter({ hasText: 'mail of mx-1' })
    await row.getByText('length 4, room left 500 MB').waitFor()
    await send({ subject: 'mail', host: 'mx-1', values: { length: 120, room: 5e8 } })
    await row.getByRole('img', { name: 'critical' }).waitFor()
    await row.getByRole('link').click()
    const detail = page.getByRole('region', { name: 'The subject that is open' })
    await detail.getByText('Drain it').waitFor()
    await detail.getByText('warning above 10, critical above 100').waitFor()
    await detail.getByText('warning below 1 MB').waitFor()
    const line = detail.getByRole('img', { name: 'Length over 6 h', exact: true })
    t.match(await line.locator('path').getAttribute('d'), /^M/, 'with its values drawn')
    await detail.getByRole('img', { name: 'Length over 6 h, with its limits' }).waitFor()
    const changes = detail.getByRole('region', { name: 'Transitions' })
    await changes.getByText('after ok').waitFor()
    t.match(await changes.getByRole('link').first().getAttribute('href'), /^\/history\?event=/)
    await page.goto(app.url)
    const finding = page
      .getByRole('listitem')
      .filter({ hasText: 'Queues: mail of mx-1 is critical' })
    await finding.getByText('Drain it').waitFor()
    await page.goto(`${app.url}/alarms`)
    await page.getByRole('link', { name: 'mail' }).waitFor()
  })

  await t.test(
    'of 2,000 agents only what is seen is drawn, and the last is a key away',
    async t => {
      const page = await open(t, '/boards')
      await pretendAgents(page, 2_000)
      await page.getByRole('link', { name: hostile.shown('board') }).click()
      await page.getByRole('heading', { name: hostile.shown('board') }).waitFor()
      for (const [key, name] of [
        ['Home', 'runner-1'],
        ['End', 'runner-2000'],
      ] as const) {
        await page.keyboard.press(key)
        await page.getByRole('link', { name, exact: true }).waitFor()
        const isFew = (rows: number): boolean => rows > 0 && rows < 100
        await soon(t, () => page.locator('.window-row').count(), isFew, 'few rows are drawn')
      }
      await soon(t, () => page.locator('.window-row').last().getAttribute('aria-posinset'), '2000')
    },
  )
})
