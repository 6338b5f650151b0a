import t from 'tap'
import { violationsOf } from '../support/axe.ts'
import { noBrowser, tryConsole } from '../support/console.ts'
import { rounds } from '../support/rounds.ts'
import { focused, soon } from '../support/soon.ts'

const skip = noBrowser || (rounds(1, 0) === 1 && 'in the long run')

t.test('the palette', { skip }, async t => {
  const { app, world, open } = await tryConsole(t)

  await t.test('leads to anything by its name, by the keyboard alone', async t => {
    const page = await open(t, '/system')
    await page.getByRole('heading', { name: 'System' }).waitFor()
    const wanted = [
      ['Control+k', 'hist', '/history'],
      ['/', 'checkout 14', `/runs/${world.runs.approval}`],
      ['/', 'delivery', `/boards/${world.board}`],
      ['/', 'release 9ab3', `/releases/${world.releases[1]}`],
      ['Control+k', 'verification', '/rollouts'],
    ] as const
    for (const [keys, typed, path] of wanted) {
      await page.keyboard.press(keys)
      const field = page.getByRole('combobox', { name: 'Name of a page' })
      await field.waitFor()
      await page.keyboard.type(typed)
      await page.getByText('Reading what there is').waitFor({ state: 'detached' })
      await page.keyboard.press('Enter')
      await page.waitForURL(app.url + path)
      await field.waitFor({ state: 'detached' })
      const heading = page.getByRole('heading', { level: 1 })
      await soon(t, async () => (await heading.innerText()) === (await focused(page)), true, path)
    }
    await page.keyboard.press('/')
    await page.keyboard.type('runner-2')
    await page.getByRole('option', { name: 'runner-2' }).click()
    await page.waitForURL(new RegExp(`/boards/${world.board}\\?open=`))
    await page.getByRole('region', { name: 'The agent that is open' }).waitFor()
  })

  await t.test(
    'arrows move over what was found, and Escape goes back to where one was',
    async t => {
      const page = await open(t, '/runs')
      await page.keyboard.press('a')
      await page.getByRole('slider').waitFor()
      await page.getByRole('link', { name: 'checkout #13' }).focus()
      await page.keyboard.press('/')
      // The filters of the page are made of the same roles.
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox').waitFor()
      const selected = dialog.getByRole('option', { selected: true })
      await page.getByText('Reading what there is').waitFor({ state: 'detached' })
      await soon(t, () => selected.innerText(), /^Now/)
      await page.keyboard.press('ArrowDown')
      await soon(t, () => selected.innerText(), /^Guards/)
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowUp')
      const last = dialog.getByRole('option').last()
      await soon(t, () => last.getAttribute('aria-selected'), 'true')
      await page.keyboard.type('nothing of this name')
      await page.getByText('Nothing is called so.').waitFor()
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await soon(t, () => focused(page), 'checkout #13')
      t.equal(page.url(), `${app.url}/runs`)
      t.ok(await page.getByRole('slider').isVisible(), 'what was open behind it still is')
    },
  )

  await t.test('what is typed asks nothing of anybody', async t => {
    const page = await open(t, '/history')
    await page.getByRole('table').waitFor()
    await page.getByRole('button', { name: 'Go to anything' }).click()
    await page.getByText('Reading what there is').waitFor({ state: 'detached' })
    await page.getByRole('dialog').getByRole('option').first().waitFor()
    const asked: string[] = []
    page.on('request', request => {
      if (/agents|releases|disks/.test(request.url())) asked.push(request.url())
    })
    await page.keyboard.type('runner')
    await page.getByRole('option', { name: 'runner-1' }).waitFor()
    t.strictSame(asked, [])
  })

  for (const look of [
    { theme: 'light', width: 1_440 },
    { theme: 'dark', width: 360 },
  ] as const)
    await t.test(`is for everybody: ${look.theme}, ${look.width} px wide`, async t => {
      const page = await open(t, '/runs', look)
      await page.getByRole('button', { name: 'Go to anything' }).click()
      await page.getByText('Reading what there is').waitFor({ state: 'detached' })
      t.strictSame(await violationsOf(page), [])
      await soon(t, () => page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0)
    })
})
