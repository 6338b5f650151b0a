import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import t from 'tap'
import { browserTool, startBrowser } from '../support/browser.ts'
import { createProxy } from '../support/proxy.ts'
import { focused, soon } from '../support/soon.ts'
import { until } from '../support/until.ts'
import { adminSecret, startWholeApp } from '../support/whole-app.ts'

const hostile = `<img src=x onerror="alert(1)"><script>alert(2)</script>`

t.test(
  'what is wrong is seen, told, muted, and looked up',
  { skip: browserTool.missing },
  async t => {
    const app = await startWholeApp(t)
    const browser = await startBrowser(t)
    const token = adminSecret
    const board = randomUUID()

    const call = async (method: string, path: string, body: object = {}): Promise<Body> => {
      const sent = method === 'GET' ? {} : { body: JSON.stringify(body) }
      const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }
      let answer = { status: 503, text: '' }
      // On a machine that is taken the ledger can be late; the key makes a repetition the same change.
      await until(`${method} ${path} is answered`, async () => {
        answer = await app.send(method, `/api/v1${path}`, { ...sent, headers })
        return answer.status !== 503
      })
      if (answer.status >= 400)
        throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
      return JSON.parse(answer.text)
    }
    const beat = (name: string, more: object = {}): Promise<Body> =>
      call('POST', '/agents/heartbeat', { name, board_id: board, ...more })

    await call('PUT', `/boards/${board}`, { name: 'Delivery', slug: 'delivery' })
    await beat('runner-1')
    const { id: job } = await beat('nightly')

    await t.test(
      'a change of level is on the page by itself, in its title and its list',
      async t => {
        const page = await browser.open(t, { url: app.url, token })
        // Where much else runs, something of Decklog itself may be late when it has just started.
        await page.getByRole('heading', { name: 'All is well' }).waitFor({ timeout: 180_000 })
        await soon(t, () => page.title(), 'All is well · Decklog')
        await beat('nightly', { status: 'failed', exit_status: 7, output: 'No space left' })
        await page.getByRole('heading', { name: '1 thing is not well' }).waitFor()
        const row = page.getByRole('listitem').filter({ hasText: 'nightly of Delivery is failing' })
        await soon(t, () => row.innerText(), /its work failed: .*exit status 7/)
        await soon(t, () => row.innerText(), /run it again/, 'it says what to do')
        await soon(t, () => page.title(), /^critical/)
        await soon(t, () => page.locator('link[rel=icon]').getAttribute('href'), /critical/)
        const worst = page.getByRole('status').filter({ hasText: 'The worst is critical' })
        await soon(t, () => worst.count(), 1)
        await row.getByRole('link').focus()
        await page.getByRole('tooltip').filter({ hasText: /UTC/ }).waitFor()
      },
    )

    await t.test('an alarm is looked after, muted and told again, by keyboard alone', async t => {
      const page = await browser.open(t, { url: `${app.url}/alarms`, token })
      await page.getByRole('link', { name: 'agent nightly' }).waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      const detail = page.getByRole('region', { name: 'The alarm that is open' })
      await detail.getByRole('heading', { name: 'agent nightly' }).waitFor()
      await soon(t, () => page.url(), /[?&]open=/, 'what is open is a link')
      await detail.getByRole('button', { name: 'Acknowledge' }).focus()
      await page.keyboard.press('Enter')
      await page.getByLabel('What is done about it').fill(hostile)
      await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).press('Enter')
      await detail.getByText(/^by \w+:admin/).waitFor()
      await detail.getByText(hostile).waitFor()
      await detail.getByRole('button', { name: 'Mute' }).press('Enter')
      await page.getByLabel('Why').fill(`${hostile} works on it`)
      const mute = page.getByRole('dialog').getByRole('button', { name: 'Mute' })
      await mute.dblclick()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.getByText(`${hostile} works on it`).waitFor()
      await page.getByText('1 alarm is raised, 1 of them looked after. 1 mute in force.').waitFor()
      t.equal(
        (await call('GET', '/mutes?in_force=true'))['mutes']?.length,
        1,
        'a double click is one',
      )
      await page.keyboard.press('Escape')
      await detail.waitFor({ state: 'hidden' })
      await soon(t, () => focused(page), 'agent nightly', 'the row has the focus again')
      await page.getByRole('button', { name: 'End' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
      await page.getByText('Nothing is muted.').waitFor()
    })

    await t.test('who may only read is offered nothing else', async t => {
      const { secret } = await call('POST', '/tokens', {
        ...{ name: 'looker', kind: 'person', subject: 'ann', scopes: ['read'] },
      })
      const url = `${app.url}/alarms`
      const page = await browser.open(t, { url, token: String(secret) })
      await page.getByRole('link', { name: 'agent nightly' }).click()
      await page
        .getByRole('definition')
        .filter({ hasText: /^by \w+:admin/ })
        .waitFor()
      await soon(t, () => page.getByRole('button', { name: /Acknowledge|Mute|Resolve/ }).count(), 0)
      await page.goto(`${app.url}/history`)
      await page.getByText('This token may not read history.').waitFor()
    })

    await t.test('an event is found, with what led to it and what followed', async t => {
      const page = await browser.open(t, { url: `${app.url}/alarms`, token })
      await page.getByRole('link', { name: 'agent nightly' }).click()
      await page.getByRole('term').filter({ hasText: 'Follows from' }).waitFor()
      await page
        .locator('dd', { has: page.locator('code') })
        .getByRole('link')
        .last()
        .click()
      await page.getByRole('heading', { name: 'continuity.Changed' }).waitFor()
      const chain = page.getByRole('list', { name: /followed/ })
      await chain.getByRole('link', { name: 'notify.AlarmRaised' }).click()
      await page.getByRole('heading', { name: 'notify.AlarmRaised' }).waitFor()
      await page.getByRole('list', { name: /1 event led to it|events led to it/ }).waitFor()
      await page.goBack()
      await page.getByRole('heading', { name: 'continuity.Changed' }).waitFor()
      await page.getByLabel('Type').fill('continuity.AgentRegistered')
      await page.getByLabel('Type').press('Enter')
      await until('the filter is in the address', () => /type=continuity/.test(page.url()))
      await page.getByRole('link', { name: 'continuity.AgentRegistered' }).nth(1).waitFor()
      const others = page.getByRole('link', { name: 'continuity.Changed' })
      await soon(t, () => others.count(), 0)
      await page.getByLabel('Type').fill('nothing.IsSo')
      await page.getByLabel('Type').press('Enter')
      await page.getByText('No event is so.').waitFor()
    })

    await t.test(
      'a lost server is told of, and its return too, with what changed meanwhile',
      async t => {
        const proxy = await createProxy(t, app.url)
        const page = await browser.open(t, {
          url: proxy.url,
          token,
          expects: /Failed to load|ERR_/,
        })
        await finding(page).waitFor()
        await page.getByText('live', { exact: true }).waitFor()
        await proxy.set('refuse')
        await page.getByText(/connection lost since/).waitFor()
        t.equal(await finding(page).count(), 1, 'what was read stays')
        await page.setViewportSize({ width: 320, height: 800 })
        await soon(t, () => page.evaluate(beyond), 0, 'it is told within the narrowest page')
        await call('POST', '/gsd-runs', {
          ...{ run_name: 'meanwhile', status: 'blocked', board_id: board },
        })
        await proxy.set('pass')
        await page.getByRole('link', { name: 'Run meanwhile #1 is blocked' }).waitFor()
        await page.getByText(/live again; lost since/).waitFor()
        await soon(t, () => page.evaluate(beyond), 0)
      },
    )
    t.ok(job)
  },
)

type Body = Readonly<Record<string, unknown>> & { readonly mutes?: readonly unknown[] }

/** By how much a page is wider than its window. */
const beyond = 'document.documentElement.scrollWidth - innerWidth'

function finding(page: Page) {
  return page.getByRole('link', { name: 'nightly of Delivery is failing' })
}
