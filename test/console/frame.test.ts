import t from 'tap'
import type { Page } from 'playwright-core'
import { noBrowser, tryConsole } from '../support/console.ts'
import { focused, soon } from '../support/soon.ts'
import { until } from '../support/until.ts'

t.test('the frame, and who is in it', { skip: noBrowser }, async t => {
  const { app, world, ask, open } = await tryConsole(t)

  await t.test('who has no token is told how to get one, and nothing else', async t => {
    const page = await open(t, '/runs', { as: null })
    await page.getByText('Decklog is there and answers.').waitFor()
    await page.getByText('decklog token create').waitFor()
    t.equal(await page.getByRole('navigation').count(), 0)
    await soon(t, () => page.title(), 'Sign in · Decklog')
  })

  await t.test('a wrong token is told, a right one opens what was asked for', async t => {
    const page = await open(t, `/runs/${world.runs.done}`, { as: null, expects: /status of 401/ })
    const field = page.getByLabel('Access token')
    await field.fill('not a token of anybody')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('does not know this token').waitFor()
    await field.fill(world.secrets.ada)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'checkout #13' }).waitFor()
    t.notMatch(page.url(), 'token')
    const kept = await page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }])')
    t.notOk(String(kept).includes(world.secrets.ada), 'kept nowhere, for nobody asked for that')
    await page.reload()
    await page.getByLabel('Access token').waitFor()
  })

  await t.test('a token is kept in the tab where that is asked, and goes when they go', async t => {
    const page = await open(t, '/runs', { as: null })
    await page.getByLabel('Access token').fill(world.secrets.reader)
    await page.getByLabel('Keep it in this tab').check()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'checkout #13' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'mary' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out').waitFor()
    await soon(t, () => page.evaluate('sessionStorage.length'), 0)
    await page.reload()
    await page.getByLabel('Access token').waitFor()
  })

  await t.test('a token is made, rotated and revoked; who used it is signed out', async t => {
    const admin = await open(t, '/system')
    await admin.getByRole('button', { name: 'Make one …' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('For whom or what').fill('Linus Page')
    await dialog.getByLabel('operate').check()
    await dialog.getByRole('button', { name: 'Make it' }).click()
    const first = await dialog.getByText(/^dlk_/).innerText()
    await dialog.getByRole('button', { name: 'I have it' }).click()

    await admin.getByRole('button', { name: 'Rotate Linus Page …' }).click()
    await dialog.getByRole('button', { name: 'Rotate' }).click()
    const second = await dialog.getByText(/^dlk_/).innerText()
    t.not(first, second)
    await dialog.getByRole('button', { name: 'I have it' }).click()

    const theirs = await open(t, '/runs', { as: null, expects: /status of 401/ })
    await theirs.getByLabel('Access token').fill(second)
    await theirs.keyboard.press('Enter')
    await theirs.getByRole('button', { name: 'linus.page' }).waitFor()
    await admin.getByRole('button', { name: 'Revoke Linus Page …' }).click()
    await dialog.getByLabel('Why').fill('Gone to another team.')
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await dialog.waitFor({ state: 'detached' })
    await theirs.getByRole('link', { name: 'Releases' }).click()
    await theirs.getByText('takes that token no longer').waitFor()
    await admin.getByText('that is over').waitFor()
  })

  await t.test('a read model is built anew, asked once more', async t => {
    const page = await open(t, '/system')
    await page.getByRole('button', { name: 'Rebuild boards …' }).click()
    await page.getByRole('button', { name: 'Build anew' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const boards = async () => {
      const { projections } = await ask('GET', '/api/v1/projections')
      return projections.find(({ name }: { name: string }) => name === 'boards')
    }
    await soon(t, boards, ({ building, generation }) => building !== null || generation > 1)
  })

  await t.test('the keyboard alone goes to every page, and letters can be turned off', async t => {
    const page = await open(t, '/runs')
    await page.getByRole('heading', { name: 'Runs' }).waitFor()
    await page.keyboard.press('Tab')
    await soon(t, () => focused(page), 'Skip to the content')
    await page.keyboard.press('Enter')
    await soon(t, () => page.evaluate('document.activeElement.id'), 'content')
    for (const [letter, path] of [
      ...[
        ['g', '/guards'],
        ['b', '/boards'],
        ['e', '/releases'],
        ['a', '/alarms'],
      ],
      ...[
        ['h', '/history'],
        ['s', '/system'],
        ['n', '/'],
        ['r', '/runs'],
      ],
    ] as const) {
      await goBy(page, letter ?? '', app.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
    }
    await page.keyboard.press('?')
    await page.getByText('Go to History').waitFor()
    await page.getByRole('checkbox').uncheck()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    t.match(page.url(), /\/runs$/)
  })

  await t.test('an address of nothing says so, and leads on', async t => {
    const page = await open(t, '/system/none')
    await page.getByText('There is no page here').waitFor()
    await page.getByRole('link', { name: 'See how things stand now.' }).click()
    await page.waitForURL(`${app.url}/`)
  })
})

// Two keys are one word when they come within a moment, which on a busy machine they do not always.
async function goBy(page: Page, letter: string, url: string): Promise<void> {
  await until(`g ${letter} leads to ${url}`, async () => {
    await page.keyboard.press('g')
    await page.keyboard.press(letter)
    return page.url() === url
  })
}
