import t from 'tap'
import type { Page } from 'playwright-core'
import { hostileText } from '../../scripts/console/world.ts'
import { noBrowser, tryConsole } from '../support/console.ts'
import { soon } from '../support/soon.ts'

t.test('runs, and what is decided on them', { skip: noBrowser }, async t => {
  const { world, hostileRun, ask, open } = await tryConsole(t)
  const read = (path: string) => ask('GET', path)
  const path = `/api/v1/gsd-runs/${world.runs.approval}`
  const dialog = (page: Page) => page.getByRole('dialog')

  await t.test('an approval shows exactly what is approved, and asks once more', async t => {
    const page = await open(t, `/runs/${world.runs.approval}`)
    const { subject_digest: digest } = await read(`${path}/approvals`)
    await page.getByRole('button', { name: 'Approve …' }).click()
    const asked = dialog(page)
    await asked.getByText('“ada approved entering rollout of checkout #14').waitFor()
    for (const part of [digest, '1,412 tests passed', 'backend', 'frontend', 'postgres'])
      await soon(
        t,
        () => asked.innerText(),
        text => text.includes(part),
        part,
      )
    const backend = asked.getByRole('row').filter({ hasText: 'backend' })
    await soon(t, () => backend.locator('code').count(), 2, 'beside what runs')
    const postgres = asked.getByRole('row').filter({ hasText: 'postgres' })
    await soon(t, () => postgres.innerText(), /the same/)
    await page.keyboard.press('Escape')
    await asked.waitFor({ state: 'detached' })
    t.strictSame((await read(`${path}/approvals`)).approvals, [], 'nothing was decided')
  })

  await t.test('two persons approve, each once however often they press', async t => {
    for (const [as, left] of [
      ['ada', 'needs 2 approvals by owner, of which 1 is given.'],
      ['grace', 'is approved.'],
    ] as const) {
      const page = await open(t, `/runs/${world.runs.approval}`, { as })
      await page.getByRole('button', { name: 'Approve …' }).click()
      await dialog(page).getByLabel('Note').fill(`Seen by ${as}.`)
      await dialog(page).getByRole('button', { name: 'Approve entering rollout' }).dblclick()
      await page.getByText(left).waitFor()
      await page.getByText(`“Seen by ${as}.”`, { exact: false }).first().waitFor()
    }
    const { approvals, points } = await read(`${path}/approvals`)
    t.strictSame(
      approvals.map(({ actor, note }: Record<string, string>) => [actor, note]),
      [
        ['person:ada', 'Seen by ada.'],
        ['person:grace', 'Seen by grace.'],
      ],
    )
    t.match(points, [{ status: 'approved', given: 2 }])
  })

  await t.test('what becomes of a run meanwhile is on the screen, and not approved', async t => {
    const { id } = await ask('POST', '/api/v1/gsd-runs', {
      run_name: 'moving',
      release_id: world.releases[1],
      approvals: [{ stage: 'implementation' }],
    })
    const page = await open(t, `/runs/${id}`, { as: 'grace', expects: /status of 409/ })
    await page.getByRole('button', { name: 'Approve …' }).click()
    const proof = { type: 'note', title: 'Something that nobody saw', url: 'https://ci.example/2' }
    await ask('POST', `/api/v1/gsd-runs/${id}/evidence`, proof)
    await page.getByText('Something that nobody saw').first().waitFor()
    await dialog(page).getByRole('button', { name: 'Approve entering implementation' }).click()
    await dialog(page).getByRole('alert').getByText('DECKLOG_REFUSED').waitFor()
    t.strictSame((await read(`/api/v1/gsd-runs/${id}/approvals`)).approvals, [])
  })

  await t.test(
    'a gate’s deny is told with its reasons and events, and set aside for a reason',
    async t => {
      const page = await open(t, `/runs/${world.runs.denied}`)
      await page.getByText('the gate images refused entering rollout').waitFor()
      const cited = page.getByRole('link', { name: 'the event behind it' }).first()
      t.match(await cited.getAttribute('href'), /^\/history\?event=[0-9a-f-]{36}$/)
      await page.getByRole('button', { name: 'Set aside …' }).click()
      const asked = dialog(page)
      await asked.getByRole('button', { name: 'Set aside' }).click()
      t.strictSame((await read(`/api/v1/gsd-runs/${world.runs.denied}`)).gate_bypasses, [])
      await asked.getByLabel('Why').fill('The tag is known to us.')
      await asked.getByLabel('For how long').selectOption('4h')
      await asked.getByRole('button', { name: 'Set aside' }).click()
      await page.getByText('“The tag is known to us.”').first().waitFor()
      const { gate_bypasses: bypasses } = await read(`/api/v1/gsd-runs/${world.runs.denied}`)
      t.match(bypasses, [{ gates: ['images'], actor: 'person:ada', state: 'active' }])
      const [{ given_at: from, expires_at: until }] = bypasses
      t.equal(Math.round((Date.parse(until) - Date.parse(from)) / 60_000), 4 * 60)
    },
  )

  await t.test('who may not decide is not offered it', async t => {
    const page = await open(t, `/runs/${hostileRun}`, { as: 'reader' })
    await page.getByRole('heading', { name: 'Evidence' }).waitFor()
    t.equal(await page.getByRole('button', { name: /Approve|Reject|Set aside/ }).count(), 0)
  })

  await t.test('text of others is text, wherever it stands', async t => {
    for (const path of ['/runs', `/runs/${hostileRun}`]) {
      const page = await open(t, path)
      await page.getByText(hostileText).first().waitFor()
      t.equal(await page.locator('img, main script').count(), 0, path)
    }
  })

  await t.test('runs are found by their status, and the address says so', async t => {
    const page = await open(t, '/runs')
    await page.getByRole('link', { name: 'checkout #14' }).waitFor()
    await page.getByLabel('status').selectOption('completed')
    await page.getByText('checkout #13').waitFor()
    await soon(t, () => page.url(), /\?status=completed$/)
    await soon(t, () => page.getByRole('link', { name: 'checkout #14' }).count(), 0)
    await page.reload()
    await page.getByText('checkout #13').click()
    await page.waitForURL(`**/runs/${world.runs.done}`)
    await page.goBack()
    await page.waitForURL('**/runs?status=completed')
  })
})
