import type { Page } from 'playwright-core'
import { interactionsOf } from '../../scripts/console/browser.ts'

/** Lets a page read so many agents, each like the first that there is, without anybody having made them. */
export async function pretendAgents(page: Page, count: number): Promise<void> {
  await page.route(/\/api\/v1\/agents\?/, async route => {
    const answer = await route.fetch()
    const [first] = (await answer.json()).agents as readonly object[]
    const agents = Array.from({ length: count }, (_, place) => ({
      ...first,
      agent_id: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
      agent_name: `runner-${place + 1}`,
    }))
    // All of it is one page.
    await route.fulfill({ json: { agents } })
  })
}

/** Goes over a long list by keys, and answers how long each took until it was painted, in ms. */
export async function pressThrough(page: Page): Promise<readonly number[]> {
  const before = (await interactionsOf(page)).length
  for (const key of ['End', 'k', 'k', 'PageUp', 'PageUp', 'Home', 'j', 'j', 'PageDown', 'j']) {
    await page.keyboard.press(key)
    // Two frames: what one draws is painted by the next.
    await page.evaluate(
      'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))',
    )
  }
  return (await interactionsOf(page)).slice(before)
}
