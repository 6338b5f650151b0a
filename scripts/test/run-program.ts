import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { packageRoot } from '../../core/config/package-root.ts'

/** What a program printed and how it ended; a code of null means that it was killed. */
export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly seconds: number
}

/** Runs a program in the package's folder until it ends, or kills it after `limitMs`. */
export async function runProgram(
  [command, ...args]: readonly [string, ...string[]],
  { env = process.env, limitMs }: { readonly env?: NodeJS.ProcessEnv; readonly limitMs: number },
): Promise<Ended> {
  const startMs = performance.now()
  const child = spawn(command, args, { cwd: packageRoot, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  // A child of the test's may hold the pipes open; what counts is the end of the program itself.
  const [code]: (number | null)[] = await once(child, 'exit')
  clearTimeout(timer)
  await new Promise(setImmediate)
  const seconds = (performance.now() - startMs) / 1_000
  return { code: code ?? null, output: Buffer.concat(chunks).toString(), seconds }
}
