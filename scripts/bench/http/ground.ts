import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Caller, createCaller } from '../heartbeats/caller.ts'
import { type MadeBoard, makeBoard } from '../heartbeats/fleet.ts'
import { firstBeatsRecorded } from '../heartbeats/sweeps.ts'
import { type OwnDecklog, startOwn } from '../start-own.ts'
import { openOwnNode, type OwnNode } from '../ledger/own-node.ts'

const beatingBoards = 64
const fullBoards = 4
const fullBoardSize = 100
const smallBoardSize = 50
const largeBoardSize = 1_000
const runsOfList = 100

/** Who answers in a process of its own. */
export interface Served {
  readonly url: string
  readonly pid: number
}

/** A Decklog with something in it, a bare hapi beside it on the same Postgres, and a bare ledger node. */
export interface Ground {
  readonly own: OwnDecklog
  readonly caller: Caller
  readonly bare: Served
  readonly node: OwnNode
  readonly diskId: string
  /** Boards of one agent each. */
  readonly beating: readonly MadeBoard[]
  /** Boards of 100 agents each. */
  readonly full: readonly MadeBoard[]
  readonly small: MadeBoard
  readonly large: MadeBoard
  close(): Promise<void>
}

/** Starts all of it and fills Decklog; the same rows and bodies are there for both. */
export async function openGround(): Promise<Ground> {
  const closing: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closing.toReversed()) await end()
  }
  try {
    const own = await startOwn()
    closing.push(() => own.stop())
    const node = await openOwnNode()
    closing.push(() => node.close())
    const caller = createCaller(own)
    closing.push(async () => caller.close())
    const boards = await makeBoards(caller)
    const diskId = await findDisk(caller)
    // What the first beats set off is to have ended before anything is measured.
    await firstBeatsRecorded(caller, { lastAgent: boards.large.agents.at(-1) ?? '' })
    await makeRuns(caller)
    const databaseUrl = await own.databaseUrl()
    await keepBodies(caller, databaseUrl, boards)
    const bare = await startBare(databaseUrl, own.token)
    closing.push(() => bare.stop())
    return { own, node, caller, bare, diskId, ...boards, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Boards = Pick<Ground, 'beating' | 'full' | 'small' | 'large'>

async function makeBoards(caller: Caller): Promise<Boards> {
  const beating: MadeBoard[] = []
  for (let at = 0; at < beatingBoards; at += 1)
    beating.push(await makeBoard(caller, `beating ${at}`, 1))
  const full: MadeBoard[] = []
  for (let at = 0; at < fullBoards; at += 1)
    full.push(await makeBoard(caller, `full ${at}`, fullBoardSize))
  const small = await makeBoard(caller, 'small', smallBoardSize)
  return { beating, full, small, large: await makeBoard(caller, 'large', largeBoardSize) }
}

async function makeRuns(caller: Caller): Promise<void> {
  for (let at = 0; at < runsOfList; at += 1)
    await caller.call('POST', '/api/v1/gsd-runs', { run_name: `run ${at}` })
}

async function findDisk(caller: Caller): Promise<string> {
  for (;;) {
    const answer: { disks: readonly { id: string }[] } = JSON.parse(
      await caller.call('GET', '/api/v1/disks'),
    )
    const [disk] = answer.disks
    if (disk) return disk.id
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** Keeps what Decklog answers item by item, for the bare hapi to send the same bytes. */
async function keepBodies(caller: Caller, databaseUrl: string, boards: Boards): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    'create table bench_bodies (name text, place int, body text, primary key (name, place))',
  )
  for (const [name, path] of [
    ['list', '/api/v1/gsd-runs?limit=100'],
    ['small', snapshotPath(boards.small)],
    ['large', snapshotPath(boards.large)],
  ] as const) {
    const answer: unknown = JSON.parse(await caller.call('GET', path))
    const items = itemsOf(answer)
    await client.query(
      'insert into bench_bodies select $1, n, body from unnest($2::text[]) with ordinality as kept (body, n)',
      [name, items.map(item => JSON.stringify(item))],
    )
  }
  await client.query('analyze bench_bodies')
  await client.end()
}

/** Where a board's snapshot is. */
export function snapshotPath({ id }: MadeBoard): string {
  return `/api/v1/boards/${id}/agent-continuity`
}

function itemsOf(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer
  const lists: unknown[] = Object.values(Object(answer))
  const found = lists.find(Array.isArray)
  if (found) return found
  throw new Error('The answer holds no list')
}

async function startBare(
  databaseUrl: string,
  token: string,
): Promise<Served & { stop(): Promise<void> }> {
  const file = fileURLToPath(new URL(`./bare-hapi${extname(import.meta.url)}`, import.meta.url))
  const child = spawn(process.execPath, [file, databaseUrl, token, 'disk_status_v2'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  for await (const url of createInterface({ input: child.stdout }))
    return {
      ...{ url, pid: child.pid ?? 0 },
      async stop() {
        child.kill('SIGTERM')
        await exited
      },
    }
  throw new Error('The bare hapi did not start')
}

/** Processor time that a process has taken, in milliseconds. */
export async function cpuMsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The 14th and the 15th field, behind a name that may hold anything, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
