import { randomBytes, randomInt } from 'node:crypto'
import { rmSync } from 'node:fs'
import { access, mkdir, open, readdir, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { codeOf, DecklogError } from '../errors.ts'

const maxSocketPath = 100
const answerMs = 500
const giveUpMs = 3000

type Claim = 'claiming' | 'holding'

/** A lock on a data directory, until it is released or the process ends. */
export interface DataDirLock {
  release(): Promise<void>
}

/** A live process that holds a data directory, or is about to. */
export interface Holder {
  readonly pid: number
  readonly claim: Claim
}

/**
 * Locks a data directory for this process, or throws DECKLOG_DATA_DIR_LOCKED naming who has it.
 *
 * Every claimant listens on a Unix socket of its own in the folder and then looks for others that answer: of two at once, at
 * least one sees the other and steps back for a random while. The kernel closes the socket of a process that is killed, so
 * nothing has to guess from a process id whether a lock is stale, and containers that share a volume see each other.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const deadline = performance.now() + giveUpMs
  for (;;) {
    const lock = await claim(dataDir)
    if ('release' in lock) return lock
    if (lock.claim === 'holding' || performance.now() > deadline) throw locked(dataDir, lock.pid)
    await delay(randomInt(10, 150))
  }
}

/** Finds the process that holds a data directory. */
export async function findHolder(dataDir: string): Promise<Holder | undefined> {
  return withFolder(dataDir, folder => findOther(folder, ''))
}

async function claim(dataDir: string): Promise<DataDirLock | Holder> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
  return withFolder(dataDir, async folder => {
    const name = `${process.pid}-${randomBytes(4).toString('hex')}.sock`
    let state: Claim = 'claiming'
    const server = await listen(join(folder, name), () => `${state} ${process.pid}\n`)
    const release = async (): Promise<void> => {
      await new Promise(resolve => server.close(resolve))
      // At once: the threads that else do it may all hang when a process is stopped.
      rmSync(join(folderOf(dataDir), name), { force: true })
    }
    const other = (await findOther(folder, name)) ?? (await sweptAway(folder, name))
    if (other) await release()
    else state = 'holding'
    return other ?? { release }
  })
}

async function listen(path: string, greeting: () => string): Promise<Server> {
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy())
    socket.end(greeting(), () => socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // Another user's claim must be able to ask; the folder keeps strangers out.
    server.listen({ path, readableAll: true, writableAll: true }, resolve)
  })
  server.unref()
  return server
}

async function findOther(folder: string, ownName: string): Promise<Holder | undefined> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(found => found.endsWith('.sock') && found !== ownName)) {
    const holder = await ask(join(folder, name), Number.parseInt(name, 10))
    if (holder) return holder
    await rm(join(folder, name), { force: true })
  }
  return undefined
}

// Another claimant may have looked between our bind and our listen, and taken our socket for a dead one.
async function sweptAway(folder: string, name: string): Promise<Holder | undefined> {
  const present = await access(join(folder, name)).then(
    () => true,
    () => false,
  )
  return present ? undefined : { pid: process.pid, claim: 'claiming' }
}

function ask(path: string, pid: number): Promise<Holder | undefined> {
  return new Promise(resolve => {
    const socket = connect(path)
    let answer = ''
    const finish = (holder: Holder | undefined): void => {
      socket.destroy()
      resolve(holder)
    }
    // One that accepts and says nothing is stopped or busy: alive all the same.
    socket.setTimeout(answerMs, () => finish({ pid, claim: 'holding' }))
    socket.setEncoding('utf8').on('data', chunk => (answer += String(chunk)))
    socket.on('end', () =>
      finish({ pid, claim: answer.startsWith('holding') ? 'holding' : 'claiming' }),
    )
    socket.on('error', error => finish(isDead(error) ? undefined : { pid, claim: 'holding' }))
  })
}

function isDead(error: Error): boolean {
  return ['ECONNREFUSED', 'ENOENT'].includes(codeOf(error) ?? '')
}

// The kernel takes at most 107 bytes of socket path; a descriptor of the folder stands in for a longer one.
async function withFolder<T>(dataDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = folderOf(dataDir)
  if (folder.length < maxSocketPath - 30 || process.platform !== 'linux') return work(folder)
  const handle = await open(folder, 'r').catch(() => undefined)
  if (!handle) return work(folder)
  try {
    return await work(`/proc/self/fd/${handle.fd}`)
  } finally {
    await handle.close()
  }
}

function folderOf(dataDir: string): string {
  return join(dataDir, 'lock')
}

function locked(dataDir: string, pid: number): DecklogError {
  return new DecklogError(
    'DECKLOG_DATA_DIR_LOCKED',
    `The data directory ${dataDir} is in use by process ${pid}. Stop that process, or set DECKLOG_DATA_DIR to another folder.`,
    { extra: { pid } },
  )
}
