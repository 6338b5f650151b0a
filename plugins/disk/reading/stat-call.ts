import { statfs } from 'node:fs/promises'
import { codeOf, DecklogError } from '../../../core/errors.ts'
import type { RunProgram } from '../../../core/programs/program.ts'
import { createRunProgram } from '../../../core/programs/run-program.ts'
import { within } from '../../../core/timing/within.ts'
import type { Mount } from './choose-mounts.ts'
import type { Figures } from './figures.ts'

/** Asks a filesystem for its figures: DECKLOG_TIMEOUT when it does not answer. */
export type StatCall = (mount: Pick<Mount, 'id' | 'filesystem' | 'path'>) => Promise<Figures>

/** So many are asked at once, as long as they answer at once: what takes longer stands in nobody's way. */
const AT_ONCE = 8
const IN_THE_WAY_MS = 250

/** A program of coreutils and busybox; the names of its figures: unit, blocks, free, available, inodes, free inodes. */
const STAT = ['stat', '-f', '-c', '%S %b %f %a %c %d', '--'] as const
const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }

/**
 * Asks by a process of its own each: one that hangs (a dead server of NFS, a stuck FUSE) holds no thread of this process and no other
 * mount, and is killed at its deadline. It is not asked again before it is gone, which the kernel may put off for ever; another mount
 * at the same path is another one. And a process tells the unit of sizes, which Node does not.
 */
export function createStatCall(
  deadlineMs: number,
  run: RunProgram = createRunProgram({ env }),
): StatCall {
  const hanging = new Set<string>()
  const slots = createSlots(AT_ONCE)

  return async ({ id, filesystem, path }) => {
    const key = `${id} ${filesystem} ${path}`
    if (hanging.has(key)) throw late(`${path} has still not answered an earlier call.`)
    hanging.add(key)
    const free = await slots.take()
    const inTheWay = setTimeout(free, IN_THE_WAY_MS)
    const asked = ask(run, path, deadlineMs).finally(() => {
      hanging.delete(key)
      clearTimeout(inTheWay)
      free()
    })
    return within(
      { ms: deadlineMs, late: () => late(`${path} did not answer within ${deadlineMs / 1000} s.`) },
      () => asked,
    )
  }
}

async function ask(run: RunProgram, path: string, deadlineMs: number): Promise<Figures> {
  if (process.platform !== 'linux') return askHere(path)
  // Ended a little after nobody waits any more, so that being late is told as such.
  const timeoutSeconds = deadlineMs / 1000 + 0.1
  try {
    const { exitCode, stdout, stderr } = await run({ argv: [...STAT, path], timeoutSeconds })
    if (exitCode !== 0) throw unreadable(path, stderr.toString('utf8'))
    return parseFigures(path, stdout.toString('utf8'))
  } catch (error) {
    if (isMissing(error)) return askHere(path)
    throw error
  }
}

// An image without the program: what there is tells most filesystems right.
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

function late(message: string): DecklogError {
  return new DecklogError('DECKLOG_TIMEOUT', message)
}

interface Slots {
  /** Waits for a slot; answers how to give it back, which may be done twice. */
  take(): Promise<() => void>
}

function createSlots(count: number): Slots {
  const waiting: (() => void)[] = []
  let free = count
  const give = (): void => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return {
    async take() {
      if (free > 0) free -= 1
      else await new Promise<void>(resolve => waiting.push(resolve))
      let isTaken = true
      return () => {
        if (isTaken) give()
        isTaken = false
      }
    },
  }
}
