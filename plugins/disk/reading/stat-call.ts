import { statfs } from 'node:fs/promises'
import {
  codeOf,
  createRunProgram,
  DecklogError,
  type RunProgram,
  within,
} from '../../../core/plugin-api.ts'
import type { Mount } from './choose-mounts.ts'
import type { Figures } from './figures.ts'

/** Asks a filesystem for its figures: DECKLOG_TIMEOUT when it does not answer. */
export type StatCall = (
  mount: Pick<Mount, 'id' | 'filesystem' | 'path' | 'reach'>,
) => Promise<Figures>

/** What takes longer stands in nobody's way: the next is asked. */
const IN_THE_WAY_MS = 250

/** So many processes are started before the first of them has answered. */
const PROCESSES = 8

/** A program of coreutils and busybox; the names of its figures: unit, blocks, free, available, inodes, free inodes. */
const STAT = ['stat', '-f', '-c', '%S %b %f %a %c %d', '--'] as const
const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }

/** How figures are asked for. */
interface Ways {
  readonly run: RunProgram
  readonly here: (path: string) => Promise<Figures>
}

/**
 * Asks what can hang (a server of NFS, a FUSE) by a process of its own each, and so holds no thread of this process and up no other
 * mount; at its deadline it is killed. It is not asked again before it is gone, which the kernel may put off for ever; another mount
 * at the same path is another one. And a process tells the unit of sizes, which Node does not. What cannot hang is asked from here,
 * which costs a hundredth; should it hang all the same, that holds one thread, and the others are asked by processes.
 */
export function createStatCall(deadlineMs: number, ways: Partial<Ways> = {}): StatCall {
  const { run = createRunProgram({ env }), here = askHere } = ways
  const hanging = new Set<string>()
  const local = createLane(1)
  const processes = createLane(PROCESSES)

  return async mount => {
    const { id, filesystem, path, reach } = mount
    const key = `${id} ${filesystem} ${path}`
    const late = (why: string): DecklogError =>
      new DecklogError('DECKLOG_TIMEOUT', `${path} ${why}`)
    // What waits for its turn is not late: its time begins with the call.
    const inTime = <T>(lane: Lane, call: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        const ms = deadlineMs
        const budget = { ms, late: () => late(`did not answer within ${ms / 1000} s.`) }
        const begin = (): Promise<T> => {
          hanging.add(key)
          const asked = call().finally(() => hanging.delete(key))
          within(budget, () => asked).then(resolve, reject)
          return asked
        }
        lane.run(begin).catch(reject)
      })

    if (hanging.has(key)) throw late('has still not answered an earlier call.')
    const own =
      reach === 'here'
        ? await inTime(local, async () => (local.isStuck() ? null : here(path)))
        : null
    if (own) return own
    return inTime(processes, () => askApart(run, path, deadlineMs)).catch(error => {
      // An image without the program: what there is tells most filesystems right.
      if (!isMissing(error) || local.isStuck()) throw error
      return inTime(local, () => here(path))
    })
  }
}

async function askApart(run: RunProgram, path: string, deadlineMs: number): Promise<Figures> {
  // Ended a little after nobody waits any more, so that being late is told as such.
  const timeoutSeconds = deadlineMs / 1000 + 0.1
  const { exitCode, stdout, stderr } = await run({
    argv: [...STAT, path],
    timeoutSeconds,
    killed: 'awaited',
  })
  if (exitCode !== 0) throw unreadable(path, stderr.toString('utf8'))
  return parseFigures(path, stdout.toString('utf8'))
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && codeOf(error.cause) === 'ENOENT'
}

async function askHere(path: string): Promise<Figures> {
  const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(path, { bigint: true })
  return { unit: bsize, blocks, free: bfree, available: bavail, inodes: files, freeInodes: ffree }
}

/** Reads what the program printed: six whole numbers. */
export function parseFigures(path: string, text: string): Figures {
  const words = text.trim().split(/\s+/)
  const counts = words.every(word => /^-?\d+$/.test(word)) ? words.map(BigInt) : []
  const [unit, blocks, free, available, inodes, freeInodes, ...more] = counts
  if (
    unit === undefined ||
    blocks === undefined ||
    free === undefined ||
    available === undefined ||
    inodes === undefined ||
    freeInodes === undefined ||
    more.length > 0
  )
    throw unreadable(path, ': its figures are not understood')
  return { unit, blocks, free, available, inodes, freeInodes }
}

// `stat: cannot read file system information for '/x': Permission denied`
function unreadable(path: string, said: string): DecklogError {
  const why = said.trim().split(': ').at(-1)
  return new DecklogError('DECKLOG_PROGRAM_FAILED', `${path} cannot be read: ${why}.`)
}

/** Runs a few calls at once, for as long as each is quick. */
interface Lane {
  run<T>(call: () => Promise<T>): Promise<T>
  /** Whether a call that was not quick has still not come back. */
  isStuck(): boolean
}

function createLane(atOnce: number): Lane {
  const waiting: (() => void)[] = []
  let free = atOnce
  let stuck = 0
  // One a turn of the event loop: to start a process takes a while.
  let turn = Promise.resolve()

  const give = (): void => {
    free += 1
    waiting.shift()?.()
  }
  const take = async (): Promise<void> => {
    while (free === 0) await new Promise<void>(resolve => waiting.push(resolve))
    free -= 1
    turn = turn.then(() => new Promise(setImmediate))
    await turn
  }

  return {
    isStuck: () => stuck > 0,
    async run(call) {
      await take()
      let isStuck = false
      const timer = setTimeout(() => {
        isStuck = true
        stuck += 1
        give()
      }, IN_THE_WAY_MS)
      try {
        return await call()
      } finally {
        clearTimeout(timer)
        if (isStuck) stuck -= 1
        else give()
      }
    },
  }
}
