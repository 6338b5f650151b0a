import t from 'tap'
import { violationsOf } from '../support/axe.ts'
import { noBrowser, tryConsole } from '../support/console.ts'
import { rounds } from '../support/rounds.ts'
import { soon } from '../support/soon.ts'

t.test('the console at another time', { skip: noBrowser }, async t => {
  const { app, world, ask, open } = await tryConsole(t)
  const { events } = await ask('GET', `/api/v1/events?limit=100&stream=gsdRun-${world.runs.done}`)
  const positions: readonly string[] = events.map(({ position }: { position: string }) => position)
  const positionOf = (type: string): string =>
    events.find((event: { type: string }) => event.type === type).position
  const [first = ''] = positions

  await t.test('the keyboard goes through the life of a run, event by event', async t => {
    const page = await open(t, `/runs/${world.runs.done}`, { expects: /status of 404/ })
    await page.getByRole('heading', { name: 'checkout #13' }).waitFor()
    await page.keyboard.press('a')
    await page.getByRole('slider', { name: 'Moment' }).waitFor()
    for (const position of positions.toReversed()) {
      await page.keyboard.press('ArrowLeft')
      await page.getByText(`at position ${position}`, { exact: true }).waitFor()
    }
    await page.getByText('is in planning').waitFor()
    const main = page.getByRole('main')
    const isKnown = (text: string): boolean => /Looks right|All passed/.test(text)
    await soon(
      t,
      () => main.innerText(),
      text => !isKnown(text),
      'what came later is not known',
    )
    await page.keyboard.press('ArrowLeft')
    await page.getByText('There is no event before this one.').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByText(`at position ${positions[1]}`, { exact: true }).waitFor()
    await page.getByRole('heading', { name: 'checkout #13' }).waitFor()
    await soon(t, () => page.title(), /checkout #13 · as of \d\d:\d\d:\d\d/)
    await page.getByText('not live').waitFor()
    await page.getByRole('button', { name: 'Back to now' }).click()
    await main.getByText('Looks right.').first().waitFor()
    await page.getByText('live', { exact: true }).waitFor()
    t.notMatch(page.url(), 'as_of')
  })

  await t.test('a page of what was not there yet says so', async t => {
    const before = String(BigInt(first) - 1n)
    const path = `/runs/${world.runs.done}?as_of=${before}`
    const page = await open(t, path, { expects: /status of 404/ })
    await page.getByText('Nothing was known of this run at that time.').waitFor()
    await page.getByRole('link', { name: 'See it as it is now.' }).click()
    await page.getByRole('heading', { name: 'checkout #13' }).waitFor()
  })

  await t.test(
    'a time or a position is typed, a range is dragged over; links stay there',
    async t => {
      const page = await open(t, `/runs/${world.runs.done}`, { expects: /status of 4(04|22)/ })
      await page.getByRole('button', { name: 'now' }).click()
      const field = page.getByLabel('Time or position')
      await field.fill('half past two')
      await field.press('Enter')
      await page.getByText('Type a time such as').waitFor()
      await field.fill(positionOf('gsd.EvidenceAttached'))
      await field.press('Enter')
      await page.getByRole('main').getByText('All passed').first().waitFor()
      await page.getByRole('link', { name: 'Runs' }).click()
      await page.getByRole('link', { name: 'checkout #13' }).waitFor()
      const later = page.getByRole('link', { name: 'checkout #14' })
      await soon(t, () => later.count(), 0, 'it came later')
      await soon(t, () => page.url(), /\/runs\?as_of=\d+$/)
      await page.getByRole('slider', { name: 'Moment' }).fill('500')
      await page.getByText('The moment in the address lies before the beginning').waitFor()
      await page.getByRole('slider', { name: 'Moment' }).press('End')
      await page.getByRole('link', { name: 'checkout #14' }).waitFor()
      t.notMatch(page.url(), 'as_of')
    },
  )

  await t.test('nothing can be changed from any page of the past', async t => {
    const { projections } = await ask('GET', '/api/v1/projections')
    t.ok(projections.length > 0)
    const page = await open(t, '/', { expects: /status of 404/ })
    const sent: string[] = []
    page.on('request', request => {
      if (request.method() !== 'GET' && !/\/gates\//.test(request.url())) sent.push(request.url())
    })
    const at = positions.at(-1) ?? ''
    // What a page stands on has to be made ready first; the past of runs is. All others in the long run.
    const others = [
      ...['/', '/guards', '/guards/disk', '/disks', '/boards', `/boards/${world.board}`, '/alarms'],
      ...['/releases', '/rollouts', '/history', '/runs', `/runs/${world.runs.approval}`],
    ]
    const pages = [`/runs/${world.runs.done}`, '/system', ...others.slice(0, rounds(0, 12))]
    for (const path of pages) {
      await page.goto(`${app.url}${path}?as_of=${at}`)
      await page.getByText(/^at position/).waitFor()
      await page.locator('.loading').first().waitFor({ state: 'detached' })
      // What changes something asks once more, and its button says so.
      await soon(
        t,
        () => page.getByRole('main').getByRole('button', { name: '…' }).count(),
        0,
        path,
      )
      await page.getByRole('button', { name: /read only/ }).waitFor()
    }
    t.strictSame(sent, [])
  })

  await t.test('what is being made ready is waited for, with words', async t => {
    const page = await open(t, '/')
    const refusal = {
      ...{ type: 'about:blank', title: 'Past being made ready', status: 503 },
      ...{ code: 'DECKLOG_PAST_PREPARING', detail: 'The past of runs is being made ready.' },
    }
    let phase: 'preparing' | 'ready' = 'preparing'
    await page.route(`**/gsd-runs/${world.runs.done}?*`, route => {
      if (phase === 'ready') return route.continue()
      return route.fulfill({
        ...{ status: 503, contentType: 'application/problem+json' },
        body: JSON.stringify(refusal),
      })
    })
    await page.goto(`${app.url}/runs/${world.runs.done}?as_of=${positions.at(-1)}`)
    await page.getByText('The past of runs is being made ready.').waitFor()
    await page.getByText('It is read by itself').waitFor()
    phase = 'ready'
    await page.getByRole('heading', { name: 'checkout #13' }).waitFor()
  })

  for (const look of [
    { theme: 'light', width: 1_440 },
    { theme: 'dark', width: 360 },
  ] as const)
    await t.test(`the bar is for everybody: ${look.theme}, ${look.width} px wide`, async t => {
      const page = await open(t, `/runs/${world.runs.done}?as_of=${positions.at(-1)}`, look)
      await page.getByRole('button', { name: /read only/ }).click()
      await page.getByRole('slider').waitFor()
      await page.getByRole('heading', { name: 'checkout #13' }).waitFor()
      t.strictSame(await violationsOf(page), [])
      await soon(t, () => page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0)
    })
})
