import { execFileSync } from 'node:child_process'
import {
  accessSync,
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readSync,
  rmdirSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Teardown } from '../../support/postgres.ts'
import { canMount } from './tmpfs.ts'

/** What a FUSE says of itself, half of it free; it answers nothing else. */
interface Told {
  readonly blocks: number
  readonly bsize: number
  readonly frsize: number
}

/** One that `hangs` takes no question, and one that `swallows` takes it for good: who asked cannot even be killed. */
export type FuseSize = Told | 'hangs' | 'swallows'

/** Whether this machine knows FUSE and this process may use it. */
export const canFuse = canMount && hasFuse()

/** Mounts a FUSE for the length of a test, at a path of its own unless one is given. */
export function mountFuse(t: Teardown, size: FuseSize, at?: string): string {
  const path = at ?? mkdtempSync(join(tmpdir(), 'decklog-fuse-'))
  const fd = openSync('/dev/fuse', constants.O_RDWR | constants.O_NONBLOCK)
  const options = `fd=3,rootmode=40000,user_id=0,group_id=0`
  const stdio = ['ignore', 'pipe', 'pipe', fd] as ['ignore', 'pipe', 'pipe', number]
  execFileSync('mount', ['-i', '-t', 'fuse.test', '-o', options, 'test', path], { stdio })
  const serving = size === 'hangs' ? undefined : setInterval(() => serve(fd, size), 2)
  t.teardown(() => {
    execFileSync('umount', ['--lazy', path])
    clearInterval(serving)
    closeSync(fd)
    if (at === undefined) rmdirSync(path)
  })
  return path
}

const INIT = 26
const STATFS = 17
const ENOSYS = -38

// Reads without waiting: a read that waits would hold one of the few threads that files are read by.
function serve(fd: number, size: Told | 'swallows'): void {
  const request = Buffer.alloc(1 << 17)
  try {
    readSync(fd, request)
  } catch {
    return
  }
  const opcode = request.readUInt32LE(4)
  if (size === 'swallows' && opcode === STATFS) return
  const answers: Readonly<Record<number, () => Buffer>> = {
    [INIT]: initAnswer,
    ...(size === 'swallows' ? {} : { [STATFS]: () => sizeAnswer(size) }),
  }
  const answer = answers[opcode]?.()
  const header = Buffer.alloc(16)
  header.writeUInt32LE(16 + (answer?.length ?? 0), 0)
  header.writeInt32LE(answer ? 0 : ENOSYS, 4)
  request.copy(header, 8, 8, 16)
  writeSync(fd, Buffer.concat([header, answer ?? Buffer.alloc(0)]))
}

function initAnswer(): Buffer {
  const answer = Buffer.alloc(64)
  answer.writeUInt32LE(7, 0)
  answer.writeUInt32LE(31, 4)
  answer.writeUInt32LE(65_536, 8)
  answer.writeUInt32LE(65_536, 20)
  return answer
}

function sizeAnswer({ blocks, bsize, frsize }: Told): Buffer {
  const answer = Buffer.alloc(80)
  answer.writeBigUInt64LE(BigInt(blocks), 0)
  answer.writeBigUInt64LE(BigInt(blocks / 2), 8)
  answer.writeBigUInt64LE(BigInt(blocks / 2), 16)
  answer.writeUInt32LE(bsize, 40)
  answer.writeUInt32LE(255, 44)
  answer.writeUInt32LE(frsize, 48)
  return answer
}

function hasFuse(): boolean {
  try {
    accessSync('/dev/fuse', constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}
