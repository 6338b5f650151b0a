import type { Health, Part } from './health.ts'

/** The health of a backend that cannot be asked. */
export const unreachable: Health = { state: 'unreachable', parts: [] }

const order: readonly Part['state'][] = ['failing', 'degraded', 'ok']

/** Reads an answer of `/readyz`, the worst parts first; anything else comes from something that is no backend. */
export function readHealth(status: number, answer: unknown): Health {
  if (status !== 200 && status !== 503) return unreachable
  const items: unknown = isObject(answer) ? answer['items'] : undefined
  if (!Array.isArray(items)) return unreachable
  const parts = items.filter(isItem).map(partOf)
  const sorted = parts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  return { state: stateOf(status, parts), parts: sorted }
}

/** Says in a sentence how the backend is. */
export function describeHealth({ state, parts }: Health): string {
  const bad = parts.filter(part => part.state !== 'ok').length
  switch (state) {
    case 'ready':
      return 'The backend is ready.'
    case 'degraded':
      return `The backend is ready; ${count(bad)} degraded.`
    case 'not_ready':
      return 'The backend is not ready.'
    case 'unreachable':
      return 'The backend does not answer.'
    default:
      return state satisfies never
  }
}

function stateOf(status: number, parts: readonly Part[]): Health['state'] {
  if (status === 503) return 'not_ready'
  return parts.some(part => part.state !== 'ok') ? 'degraded' : 'ready'
}

interface Item {
  readonly name: string
  readonly state: Part['state']
  readonly reason?: unknown
}

function isItem(value: unknown): value is Item {
  if (!isObject(value)) return false
  return typeof value['name'] === 'string' && order.some(state => state === value['state'])
}

function partOf({ name, state, reason }: Item): Part {
  return { name, state, reason: typeof reason === 'string' ? reason : null }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function count(parts: number): string {
  return parts === 1 ? 'one part is' : `${parts} parts are`
}
