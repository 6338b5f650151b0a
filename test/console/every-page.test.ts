import t from 'tap'
import { ailingPlugins, makeAiling } from '../../scripts/console/ailing.ts'
import { callerOf } from '../../scripts/console/world.ts'
import { violationsOf } from '../support/axe.ts'
import { noBrowser, tryConsole } from '../support/console.ts'
import { walkTabStops } from '../support/tab-stops.ts'
import { until } from '../support/until.ts'
import { soon } from '../support/soon.ts'

// In the short form each page is seen once, the narrowest and darkest: 1,280 px at 400 % are 320. In the long one in both themes and on every width.
const looks =
  process.env['DECKLOG_TEST_LONG'] === '1'
    ? (['light', 'dark'] as const).flatMap(theme =>
        [320, 360, 800, 1_440, 2_560].map(width => ({ theme, width })),
      )
    : ([{ theme: 'dark', width: 320 }] as const)

/** What lies beyond the edge of the page, or is cut off without saying so by three dots or a bar to scroll it. */
const cutOff = `[...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.unseen, .skip, svg, thead, .table-scroll > *'))
  .filter(one => {
    const { overflowX, textOverflow, webkitLineClamp } = getComputedStyle(one)
    const hides = overflowX === 'hidden' && textOverflow !== 'ellipsis' && webkitLineClamp === 'none'
    const { left, right, width } = one.getBoundingClientRect()
    const isOut = width > 0 && (left < -1 || right > innerWidth + 1) && !one.closest('.copy-line code')
    return isOut || (hides && one.scrollWidth > one.clientWidth + 1)
  })
  .map(one => one.tagName + '.' + one.className + ': ' + one.textContent.slice(0, 60))`

t.test('every page, in every look', { skip: noBrowser }, async t => {
  const node = 'web-1'
  const { app, world, ask, open } = await tryConsole(t, {
    ...{ nodeName: node, plugins: ailingPlugins(node, 'web-2') },
  })
  const [ada, ci] = [callerOf(app.url, world.secrets.ada), callerOf(app.url, world.secrets.ci)]
  const ailing = await makeAiling(ada, ci, world.releases[0])
  const { verifications } = await ask('GET', '/api/v1/verifications')
  const pages = [
    ...['/', '/runs', `/runs/${world.runs.approval}`, `/runs/${world.runs.denied}`],
    ...['/releases', `/releases/${world.releases[1]}`, '/rollouts', '/system', '/alarms'],
    ...[`/rollouts/${verifications[0].id}`, '/history', '/runs/a/b', `/runs/${world.board}`],
    ...['/guards', '/guards/disk', '/disks', '/boards', `/boards/${world.board}`],
    ...['/targets', '/targets?open=shop', '/recoveries', `/recoveries?open=${ailing.recovery}`],
    `/boards/${ailing.board}?open=${ailing.agent}`,
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
        // What comes a moment later can need it for that moment.
        await until(`${path} needs no scrolling sideways`, async () => {
          const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
          return wide === 0
        })
        await soon(t, () => page.evaluate(cutOff), [], `${path} is seen whole`)
        if (looks.length > 1 || path.endsWith(world.runs.approval))
          t.strictSame((await walkTabStops(page)).unseen, [], `${path} shows where the focus is`)
      }
    })

  const page = await open(t, '/')

  await t.test('what does not run as approved leads from Now to what runs there', async () => {
    await page.getByRole('link', { name: 'shop does not run what was approved' }).click()
    const detail = page.getByRole('region', { name: 'The target that is open' })
    await detail.getByText('backend runs as another than was approved').waitFor()
    await detail.getByText('frontend runs as it was approved').waitFor()
    await detail.getByRole('link', { name: world.releases[0].slice(0, 12) }).click()
    const targets = page.getByRole('table', { name: 'Targets, the worst first' })
    await targets.getByRole('link', { name: 'shop' }).waitFor()
  })

  await t.test('a window is listed with whose clock it goes by, and ended once', async () => {
    await page.goto(`${app.url}/alarms`)
    const window = page.getByRole('listitem').filter({ hasText: 'Patches' })
    await window.getByText('by 0 22 * * 6 in Europe/Berlin, 2 h each time').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'of host db-2' }).waitFor()
    await window.getByRole('button', { name: 'End' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).dblclick()
    await window.waitFor({ state: 'detached' })
  })

  await t.test(
    'the beats of an agent are drawn one by one, and one that comes is added',
    async t => {
      await page.goto(`${app.url}/boards/${ailing.board}?open=${ailing.agent}`)
      await page
        .getByRole('img', { name: /3 beats in .*1 of them said that its work failed/ })
        .waitFor()
      const beat = { name: 'nightly-report', board_id: ailing.board, status: 'running' }
      await ci.call('POST', '/api/v1/agents/heartbeat', beat)
      await page.getByRole('img', { name: /4 beats in/ }).waitFor()
      await soon(t, () => page.locator('.beat').count(), 4)
    },
  )

  await t.test(
    'on paper a run has all of its digests, and nothing that only a screen can do',
    async t => {
      const page = await open(t, `/runs/${world.runs.approval}`, { width: 794 })
      await page.getByRole('button', { name: 'Approve …' }).waitFor()
      await page.emulateMedia({ media: 'print' })
      await page.getByRole('button', { name: 'Approve …' }).waitFor({ state: 'hidden' })
      for (const only of ['.bar', '.nav', '.copy'])
        await page.locator(only).first().waitFor({ state: 'hidden' })
      const short = await page.evaluate(`[...document.querySelectorAll('.digest')]
      .filter(one => !getComputedStyle(one, '::after').content.includes(one.dataset.tip))`)
      t.strictSame(short, [])
      t.ok(await page.locator('.digest').count())
      const columns = await page.evaluate(
        `getComputedStyle(document.querySelector('.stages')).gridTemplateColumns`,
      )
      t.equal(String(columns).split(' ').length, 5, 'its stages stand side by side')
    },
  )

  await t.test('what would be done to heal is approved by a person, that very action', async t => {
    const path = `/recoveries?open=${ailing.recovery}`
    const looking = await open(t, path, { as: 'reader' })
    await looking.getByText('it lacks the scope approve').waitFor()
    await soon(t, () => looking.getByRole('button', { name: /Approve/ }).count(), 0)
    await page.goto(app.url + path)
    await page.getByRole('button', { name: 'Approve …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('“ada approved for nightly-report on web-2: /bin/true').waitFor()
    const { action } = await ada.call('GET', `/api/v1/recoveries/${ailing.recovery}`)
    await dialog.getByText(String((action as { digest: string }).digest)).waitFor()
    await dialog.getByLabel('Note').fill('It may.')
    await dialog.getByRole('button', { name: 'Approve this action' }).dblclick()
    await dialog.waitFor({ state: 'detached' })
    const { events } = await ada.call('GET', `/api/v1/streams/recovery-${ailing.recovery}`)
    const approved = (events as { type: string; data: object }[]).filter(
      ({ type }) => type === 'recovery.Approved',
    )
    t.match(approved, [
      { data: { note: 'It may.', digest: (action as object as { digest: string }).digest } },
    ])
    t.equal(approved.length, 1, 'a double click is one approval')
  })

  await t.test('what was given up is tried again, with what was mended, and once', async t => {
    // That machine is not there, and so takes nothing up.
    await page.getByRole('button', { name: 'Try again …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('It had given up nightly-report').waitFor()
    await dialog.getByLabel('What was mended').fill('<b>The disk</b> was pruned.')
    await dialog.getByRole('button', { name: 'Try again' }).dblclick()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Approve …' }).waitFor()
    const { events } = await ada.call('GET', `/api/v1/streams/recovery-${ailing.recovery}`)
    const resumed = (events as { id: string; type: string; data: object }[]).filter(
      ({ type }) => type === 'recovery.Resolved',
    )
    t.match(resumed, [{ data: { why: 'resumed', note: '<b>The disk</b> was pruned.' } }])
    t.equal(resumed.length, 1, 'a double click is one more try')
    await page.goto(`${app.url}/history?event=${resumed[0]?.id}`)
    await page.getByText('<b>The disk</b> was pruned.').first().waitFor()
  })
})
