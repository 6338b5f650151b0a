import type { Page } from 'playwright-core'

/** What would be there if the text of somebody were markup, or would run if it were pressed; as selectors. */
const markup = [
  ...['img', 'iframe', 'object', 'embed', 'base', 'script:not([src])', '[srcdoc]'],
  ...['[onerror]', '[onload]', '[onmouseover]', '[onclick]', '[src^="data:" i]'],
  ...['[href^="javascript:" i]', '[href^="data:" i]', '[href^="vbscript:" i]'],
].join(',')

// An icon of the tab is our own.
const found = `[...document.querySelectorAll(${JSON.stringify(markup)})]
  .filter(one => !one.matches('link[rel=icon]')).map(one => one.outerHTML.slice(0, 200))`

// In attributes too: what is read out is text as well.
const turned = String.raw`document.documentElement.outerHTML.match(/.{0,40}[\u202a-\u202e\u2066-\u2069].{0,20}/gu) ?? []`

/** What of a page is markup that no page of the console has, or is read in another order than it is written. */
export async function foreignOn(page: Page): Promise<readonly string[]> {
  const markupFound: readonly string[] = await page.evaluate(found)
  const turnedFound: readonly string[] = await page.evaluate(turned)
  return [...markupFound, ...turnedFound]
}
