import type { Page } from 'playwright-core'

/** Where the focus is: whether that was reached before, and whether it shows there; null where it is on the page itself. */
interface Stop {
  readonly name: string
  readonly was: 'new' | 'known'
  readonly shows: boolean
}

// A row shows it by what is laid over all of it.
const look = `(() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  globalThis.stops ??= new Set()
  const was = globalThis.stops.has(at) ? 'known' : 'new'
  globalThis.stops.add(at)
  const outlined = of => { const { outlineStyle, outlineWidth } = getComputedStyle(at, of); return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 }
  const { width, height, top, bottom } = at.getBoundingClientRect()
  const seen = width > 0 && height > 0 && bottom > 0 && top < innerHeight
  return { name: at.outerHTML.slice(0, 120), was, shows: seen && (outlined(null) || outlined('::after')) }
})()`

const most = 1_000

/** Goes over all that the Tab key stops at, once around; answers how many that are, and at which of them it cannot be seen. */
export async function walkTabStops(
  page: Page,
): Promise<{ readonly stops: number; readonly unseen: readonly string[] }> {
  const unseen: string[] = []
  for (let stops = 0; stops < most; stops += 1) {
    await page.keyboard.press('Tab')
    const stop: Stop | null = await page.evaluate(look)
    if (stop === null || stop.was === 'known') return { stops, unseen }
    if (!stop.shows && !(await comesToShow(page))) unseen.push(stop.name)
  }
  throw new Error(`the Tab key does not come around within ${most} stops`)
}

/** Whether the focus shows in the end: what is scrolled to is drawn a while later, on a busy machine a long while. */
async function comesToShow(page: Page): Promise<boolean> {
  const deadlineMs = performance.now() + 10_000
  while (performance.now() < deadlineMs) {
    const stop: Stop | null = await page.evaluate(look)
    if (stop?.shows) return true
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return false
}
