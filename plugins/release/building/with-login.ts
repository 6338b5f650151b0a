import type { RunProgram } from '../../../core/programs/program.ts'
import { runOrFail } from './run-or-fail.ts'

/** Who pushes. */
export interface Credentials {
  readonly username: string
  readonly token: string
}

/** Works while logged in to a registry; the token goes to Docker by standard input and is not left with it. */
export async function withLogin<Result>(
  run: RunProgram,
  registry: string,
  { username, token }: Credentials,
  work: () => Promise<Result>,
): Promise<Result> {
  const login = ['docker', 'login', registry, '--username', username, '--password-stdin'] as const
  await runOrFail(run, { argv: login, input: token, timeoutSeconds: 60 })
  try {
    return await work()
  } finally {
    await run({ argv: ['docker', 'logout', registry], timeoutSeconds: 60, kind: 'cleanup' })
  }
}
