import { gzipSync } from 'node:zlib'
import { parseArgs } from 'node:util'
import { makeManyAgents } from '../console/many-agents.ts'
import { makeWorld } from '../console/world.ts'
import { changeFor } from './console/change.ts'
import { openBrowser, type BenchPage } from './console/browser.ts'
import { median, printFigure } from './figures.ts'
import { startOwn } from './start-own.ts'

const usage = `npm run bench -- console [--rounds 5] [--changes 3600] [--agents 2000] [--chromium /usr/bin/chromium]

What the console costs its reader, in a real browser and over a Decklog of its own: what is loaded, when something is seen, how long the page
takes to answer keys and clicks, on a board of many agents too, and what it holds after an hour of changes, one a second, told as fast as they can be made.
`

/** Measures the console as who reads it has it. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rounds: { type: 'string', default: '5' },
      changes: { type: 'string', default: '3600' },
      agents: { type: 'string', default: '2000' },
      chromium: { type: 'string', default: '/usr/bin/chromium' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const decklog = await startOwn()
  const browser = await openBrowser(values.chromium)
  try {
    const { secrets, board } = await makeWorld(decklog.url, decklog.token)
    await measureLoads(Number(values.rounds), () => browser.open(decklog.url, secrets.ada))
    const page = await browser.open(decklog.url, secrets.ada)
    await measureInteraction(page)
    const agents = Number(values.agents)
    await measureBoard(page, { board: await makeManyAgents(decklog, agents), agents })
    await page.visit('/', 'Alarms')
    const change = changeFor(decklog, board)
    await measureMemory(page, { change, changes: Number(values.changes) })
  } finally {
    await browser.close()
    await decklog.stop()
  }
}

async function measureLoads(rounds: number, open: () => Promise<BenchPage>): Promise<void> {
  const paints: number[] = []
  const seen: number[] = []
  let bytes = 0
  for (let round = 0; round < rounds; round += 1) {
    const page = await open()
    await page.settled()
    paints.push(await page.firstPaintMs())
    seen.push(page.seenMs)
    bytes = page.scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0)
    await page.close()
  }
  printFigure('JavaScript at first load', `${(bytes / 1024).toFixed(1)} KB gzipped (bar: 90)`)
  printFigure('first contentful paint', `${median(paints).toFixed(0)} ms`)
  printFigure('how things stand is seen', `${median(seen).toFixed(0)} ms after going there`)
}

const places = ['/alarms', '/history', '/runs', '/releases', '/system', '/'] as const

async function measureInteraction(page: BenchPage): Promise<void> {
  await page.settled()
  for (const round of [1, 2, 3])
    for (const place of places) {
      await page.follow(place)
      for (let key = 0; key < round; key += 1) await page.press('j')
    }
  printInteractions('interaction to next paint', await page.interactionsMs())
}

function printInteractions(what: string, tookMs: readonly number[]): void {
  printFigure(`${what}, median`, `${median(tookMs).toFixed(0)} ms`)
  printFigure(`${what}, longest`, `${Math.max(...tookMs).toFixed(0)} ms (bar: 100)`)
}

interface ManyAgents {
  readonly board: string
  readonly agents: number
}

const keys = ['End', 'k', 'k', 'PageUp', 'PageUp', 'Home', 'j', 'j', 'PageDown', 'j'] as const

async function measureBoard(page: BenchPage, { board, agents }: ManyAgents): Promise<void> {
  await page.visit(`/boards/${board}`, 'runner-1')
  await page.settled()
  for (const key of [...keys, ...keys, ...keys]) await page.press(key)
  printInteractions(`the same, ${agents} agents`, await page.interactionsMs())
  printFigure('rows drawn of them', String(await page.count('.window-row')))
}

interface Changing {
  readonly changes: number
  change(turn: number): Promise<void>
}

async function measureMemory(page: BenchPage, { change, changes }: Changing): Promise<void> {
  await page.settled()
  const before = await page.heldBytes()
  for (let turn = 0; turn < changes; turn += 1) await change(turn)
  await page.settled()
  const after = await page.heldBytes()
  const inMb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  printFigure('held by the page', inMb(before.heap))
  printFigure(`held after ${changes} changes`, inMb(after.heap))
  printFigure('nodes of the document', `${before.nodes}, ${after.nodes} after them`)
}
