import type { Health, Part } from './health.ts'
import { describeHealth, readHealth, unreachable } from './read-health.ts'

// Asks the backend how it is, shows the answer, and asks again.

const everyMs = 10_000
const timeoutMs = 6_000

async function ask(): Promise<Health> {
  try {
    const answer = await fetch('/readyz', { signal: AbortSignal.timeout(timeoutMs) })
    return readHealth(answer.status, await answer.json())
  } catch {
    return unreachable
  }
}

function show(health: Health, now: Date): void {
  const headline = element('headline')
  const text = describeHealth(health)
  // A status that is written again is read out again.
  if (headline.textContent !== text) headline.textContent = text
  headline.dataset['state'] = health.state
  document.title = `${text} Decklog`
  element('parts').replaceChildren(...health.parts.map(line))
  const checked = element('checked')
  checked.textContent = now.toLocaleTimeString()
  checked.setAttribute('datetime', now.toISOString())
}

function line({ name, state, reason }: Part): HTMLLIElement {
  const item = document.createElement('li')
  const told = span('state', state)
  told.dataset['state'] = state
  item.append(span('name', name), told, ...(reason === null ? [] : [span('reason', reason)]))
  return item
}

function span(kind: string, text: string): HTMLSpanElement {
  const made = document.createElement('span')
  made.className = kind
  made.textContent = text
  return made
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found) return found
  throw new Error(`The page has no #${id}`)
}

for (;;) {
  show(await ask(), new Date())
  await new Promise(resolve => setTimeout(resolve, everyMs))
}
