import type { RunProgram } from '../../../core/programs/program.ts'
import { runOrFail } from './run-or-fail.ts'

/** Makes sure that Docker can build, and answers the version of what builds. */
export async function readTool(run: RunProgram): Promise<string> {
  const buildx = ['docker', 'buildx'] as const
  const version = await runOrFail(run, { argv: [...buildx, 'version'], timeoutSeconds: 30 })
  await runOrFail(run, { argv: [...buildx, 'inspect', '--bootstrap'], timeoutSeconds: 300 })
  const [name, number] = version.toString('utf8').trim().split(' ')
  return `${name} ${number}`
}
