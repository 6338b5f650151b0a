import t from 'tap'
import { violationsOf } from '../support/axe.ts'
import { noBrowser, tryConsole } from '../support/console.ts'

// In the short form each page is seen once, the narrowest and darkest; in the long one in both themes and on every width.
const looks =
  process.env['DECKLOG_TEST_LONG'] === '1'
    ? (['light', 'dark'] as const).flatMap(theme =>
        [360, 800, 1_440, 2_560].map(width => ({ theme, width })),
      )
    : ([{ theme: 'dark', width: 360 }] as const)

t.test('every page, in every look', { skip: noBrowser }, async t => {
  const { app, world, open } = await tryConsole(t)
  const { verifications } = JSON.parse((await app.send('GET', '/api/v1/verifications')).text)
  const pages = [
    ...['/', '/runs', `/runs/${world.runs.approval}`, `/runs/${world.runs.denied}`],
    ...['/releases', `/releases/${world.releases[1]}`, '/rollouts', '/system', '/alarms'],
    ...[`/rollouts/${verifications[0].id}`, '/history', '/runs/a/b', `/runs/${world.board}`],
    ...['/guards', '/guards/disk', '/disks', '/boards', `/boards/${world.board}`],
  ]
  for (const look of looks)
    await t.test(`${look.theme}, ${look.width} px wide`, async t => {
      // A run that is not there is asked for too.
      const page = await open(t, '/', { ...look, expects: /status of 404/ })
      for (const path of pages) {
        await page.goto(app.url + path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.locator('.loading').first().waitFor({ state: 'detached' })
        t.strictSame(await violationsOf(page), [], path)
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        t.equal(wide, 0, `${path} needs no scrolling sideways`)
      }
    })
})
