import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { isDeepStrictEqual } from 'node:util'

/** What is to be read in the end: the value itself, a text that matches, or what holds of it. */
type Wanted<Value> = Value | RegExp | ((value: Value) => boolean)

const withinMs = 60_000

/**
 * Asserts what comes by itself: reads again until it is what is wanted, and shows what was read last when it never was. What a page shows after
 * a key, a click or an event comes a while later, on a busy machine a long while.
 */
export async function soon<Value>(
  t: Test,
  read: () => Value | Promise<Value>,
  wanted: Wanted<Value>,
  name = 'it comes to be so',
): Promise<void> {
  const deadlineMs = performance.now() + withinMs
  let value = await read()
  while (!isSo(value, wanted) && performance.now() < deadlineMs) {
    await new Promise(resolve => setTimeout(resolve, 20))
    value = await read()
  }
  if (isSo(value, wanted)) t.pass(name)
  else t.strictSame(value, wanted, name)
}

function isSo<Value>(value: Value, wanted: Wanted<Value>): boolean {
  if (wanted instanceof RegExp) return wanted.test(String(value))
  if (typeof wanted === 'function') return (wanted as (value: Value) => boolean)(value)
  return isDeepStrictEqual(value, wanted)
}

/** The text of what has the focus. */
export function focused(page: Page): Promise<string> {
  return page.evaluate('(document.activeElement?.textContent ?? "").trim()')
}
