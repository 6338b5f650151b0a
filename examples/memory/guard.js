import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineGuard } from 'decklog'

const ifAny = { unit: 'percent', optional: true }
const percent = (part, whole) => Math.round((part * 10_000) / whole) / 100

/** How long processes waited for memory, of the last minute; machines without pressure stall information tell none. */
async function readStall(root) {
  const text = await readFile(join(root, 'proc/pressure/memory'), 'utf8').catch(() => '')
  const share = /some .*avg60=([\d.]+)/.exec(text)?.[1]
  return share === undefined ? {} : { stalled: Number(share) }
}

export default defineGuard({
  name: 'memory',
  version: '1.0.0',
  summary: 'Watches how much memory and swap of a machine is left, and how long it is waited for.',
  title: 'Memory',
  every: 30,
  measures: {
    available: {
      ...{ title: 'Available memory', unit: 'percent', leaveMargin: 5, enterAfter: 60 },
      below: { warning: 15, critical: 8, emergency: 3 },
      forecast: { reaches: 0, within: { warning: 6 * 3600, critical: 3600 } },
    },
    swapUsed: { ...ifAny, title: 'Used swap', above: { warning: 80 }, leaveMargin: 10 },
    stalled: { ...ifAny, title: 'Waiting for memory', above: { warning: 10, critical: 40 } },
  },
  async read(signal, { machine }) {
    const text = await readFile(join(machine.root, 'proc/meminfo'), { encoding: 'utf8', signal })
    const kib = Object.fromEntries(
      [...text.matchAll(/^(\w+): +(\d+)/gm)].map(([, name, value]) => [name, Number(value)]),
    )
    const available = percent(kib.MemAvailable, kib.MemTotal)
    const swap = kib.SwapTotal > 0 ? { swapUsed: 100 - percent(kib.SwapFree, kib.SwapTotal) } : {}
    const stall = await readStall(machine.root)
    return [{ subject: 'memory', values: { available, ...swap, ...stall } }]
  },
})
