import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Teardown } from './postgres.ts'
import type { Ground } from './read-side.ts'

const starter = fileURLToPath(new URL('start-projector.js', import.meta.url))

/** Starts a process that folds the probe of a ground, to be killed at the latest when the test ends. */
export async function startProjector(
  t: Teardown,
  { ledgerUrl, databaseUrl, probe }: Ground,
): Promise<ChildProcess> {
  const child = fork(starter, [ledgerUrl, databaseUrl, probe.source.name])
  t.teardown(() => child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}
