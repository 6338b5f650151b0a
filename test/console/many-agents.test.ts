import t from 'tap'
import { watchingInteractions } from '../../scripts/console/browser.ts'
import { makeManyAgents } from '../../scripts/console/many-agents.ts'
import { browserTool, startBrowser } from '../support/browser.ts'
import { pressThrough } from '../support/many-agents.ts'
import { rounds } from '../support/rounds.ts'
import { adminSecret, startWholeApp } from '../support/whole-app.ts'
import { soon } from '../support/soon.ts'

const skip = browserTool.missing || (rounds(1, 0) === 1 && 'in the long run')
const mostMs = 100

t.test('2,000 agents on a board are gone through as swiftly as ten', { skip }, async t => {
  const app = await startWholeApp(t)
  const board = await makeManyAgents({ url: app.url, token: adminSecret }, 2_000)
  const browser = await startBrowser(t)
  const page = await browser.open(t, { url: app.url, token: adminSecret })
  await page.addInitScript({ content: watchingInteractions })
  await page.goto(`${app.url}/boards/${board}`)
  await page.getByText('2,000 agents, all well').waitFor()
  // What else the machine does makes it slower and never swifter: the best of some rounds is what the page itself takes.
  const longest: number[] = []
  for (let round = 0; round < rounds(1, 10) && Math.min(...longest) > mostMs; round += 1)
    longest.push(Math.max(0, ...(await pressThrough(page))))
  t.ok(Math.min(...longest) <= mostMs, `the longest of each round took ${longest.join(', ')} ms`)
  await page.keyboard.press('End')
  await page.getByRole('link', { name: 'runner-2000', exact: true }).waitFor()
  await soon(
    t,
    () => page.locator('.window-row').count(),
    count => count < 100,
  )
})
