import type { CommandContext } from '../../core/cli/command.ts'

/** What a command is given when nothing was: each test says what differs. */
export function commandContext(given: Partial<CommandContext>): CommandContext {
  const refuse = (): Promise<never> => Promise.reject(new Error('This command calls no API'))
  return {
    api: { get: refuse, post: refuse, patch: refuse },
    options: {},
    lists: {},
    words: [],
    env: {},
    cwd: '/',
    print: () => undefined,
    warn: () => undefined,
    runProgram: () => Promise.reject(new Error('This command runs no program')),
    ...given,
  }
}
