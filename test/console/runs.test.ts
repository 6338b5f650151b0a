import t from 'tap'
import type { Page } from 'playwright-core'
import { noBrowser, tryConsole } from '../support/console.ts'
import { soon } from '../support/soon.ts'

t.test('runs, and what is decided on them', { skip: noBrowser }, async t => {
  const { world, ask, open } = await tryConsole(t)
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

  await t.test('two persons approve, each once, and each sees what the other did', async t => {
    const [adas, graces] = await Promise.all(
      (['ada', 'grace'] as const).map(as => open(t, `/runs/${world.runs.approval}`, { as })),
    )
    if (!adas || !graces) throw new Error('both are to look')
    const waits = 'needs 2 approvals by owner'
    for (const page of [adas, graces]) await page.getByText(waits).first().waitFor()
    for (const [page, as, left] of [
      [adas, 'ada', `${waits}, of which 1 is given.`],
      [graces, 'grace', 'is approved.'],
    ] as const) {
      await page.getByRole('button', { name: 'Approve …' }).click()
      await dialog(page).getByLabel('Note').fill(`Seen by ${as}.`)
      await dialog(page).getByRole('button', { name: 'Approve entering rollout' }).dblclick()
      for (const looking of [adas, graces]) {
        await looking.getByText(left).first().waitFor()
        await looking.getByText(`“Seen by ${as}.”`).first().waitFor()
      }
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

  await t.test('a rejection says why, and is on the screen of the other too', async t => {
    const started = { run_name: 'held', approvals: [{ stage: 'implementation' }] }
    const { id } = await ask('POST', '/api/v1/gsd-runs', started)
    const [theirs, page] = [
      await open(t, `/runs/${id}`),
      await open(t, `/runs/${id}`, { as: 'grace' }),
    ]
    await theirs.getByRole('button', { name: 'Reject …' }).waitFor()
    await page.getByRole('button', { name: 'Reject …' }).click()
    await dialog(page).getByRole('button', { name: 'Reject entering implementation' }).click()
    t.ok(await dialog(page).isVisible(), 'without a reason nothing is rejected')
    await dialog(page).getByLabel('Why').fill('Not on a Friday.')
    await dialog(page).getByRole('button', { name: 'Reject entering implementation' }).dblclick()
    await theirs.getByText('was rejected: approval has to be asked for anew.').waitFor()
    await theirs.getByText('“Not on a Friday.”').first().waitFor()
    await soon(t, () => theirs.getByRole('button', { name: /Approve …|Reject …/ }).count(), 0)
    const { approvals } = await read(`/api/v1/gsd-runs/${id}/approvals`)
    t.strictSame(
      approvals.map(({ actor, decision, note }: Record<string, string>) => [actor, decision, note]),
      [['person:grace', 'rejected', 'Not on a Friday.']],
    )
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
    t.strictSame((await read(`/api/v1/gsd-runs/${String(id)}/approvals`)).approvals, [])
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
    const page = await open(t, `/runs/${world.runs.denied}`, { as: 'reader' })
    await page.getByRole('heading', { name: 'Evidence' }).waitFor()
    await soon(t, () => page.getByRole('button', { name: /Approve|Reject|Set aside/ }).count(), 0)
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
