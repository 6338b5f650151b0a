import { fork } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'

const entry = new URL(`./memory-server${extname(import.meta.url)}`, import.meta.url)

/** Starts the server that keeps nothing, in a process of its own. */
export async function startMemoryServer(): Promise<{ readonly url: string; stop(): void }> {
  const child = fork(entry, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [port]: unknown[] = await once(child, 'message')
  return { url: `esdb://127.0.0.1:${String(port)}?tls=false`, stop: () => child.disconnect() }
}
