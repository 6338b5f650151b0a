import type { CommandContext } from '../../../core/cli/command.ts'

/** The argument that names a run. */
export const runArgument = { syntax: '<run>', summary: 'id of the run' } as const

/** The path of the run that a command is about, with what comes after it. */
export function runPath({ options }: Pick<CommandContext, 'options'>, rest = ''): string {
  return `/api/v1/gsd-runs/${encodeURIComponent(String(options['run']))}${rest}`
}
