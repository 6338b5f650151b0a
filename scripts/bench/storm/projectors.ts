import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchStage } from '../open-stage.ts'

const entry = fileURLToPath(new URL(`projector${extname(import.meta.url)}`, import.meta.url))

/** Processes that fold, to be killed at any moment. */
export interface Projectors {
  /** Starts one; under the name of one that was killed it takes its leases back at once. */
  start(name: string): Promise<void>
  kill(name: string): Promise<void>
  killAll(): Promise<void>
}

/** Creates the projectors of a stage. */
export function createProjectors({ ledgerUrl, databaseUrl }: BenchStage): Projectors {
  const running = new Map<string, ChildProcess>()

  async function kill(name: string): Promise<void> {
    const child = running.get(name)
    running.delete(name)
    if (child?.exitCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  return {
    async start(name) {
      const child = fork(entry, [ledgerUrl, databaseUrl, name])
      running.set(name, child)
      await once(child, 'message')
    },
    kill,
    async killAll() {
      await Promise.all([...running.keys()].map(kill))
    },
  }
}
