import type { CoreCommand, CoreContext } from '../../core/cli/command.ts'
import { createProgram, type Invocation } from '../../core/cli/program.ts'
import { commandContext } from './command-context.ts'

/** A call of the API that a command wanted to make. */
export interface FirstAsked {
  readonly method: string
  readonly path: string
}

/**
 * What each example of a command asks the API first; where it has none, or they ask nothing, the command with a word for each of its
 * arguments. None is answered, so that no command gets further.
 */
export async function firstAsked(command: CoreCommand, cwd: string): Promise<FirstAsked[]> {
  const words = (command.arguments ?? []).map(() => 'x')
  const asked = await Promise.all(command.examples.map(line => askedBy(command, line, cwd)))
  const found = asked.filter(one => one !== undefined)
  if (found.length > 0) return found
  const bare = await askedBy(command, ['decklog', command.name, ...words].join(' '), cwd)
  return bare ? [bare] : []
}

async function askedBy(
  command: CoreCommand,
  line: string,
  cwd: string,
): Promise<FirstAsked | undefined> {
  return new Promise(resolve => {
    const note = (method: string) => (path: string) => {
      resolve({ method, path: path.split('?')[0] ?? '' })
      return new Promise<never>(() => undefined)
    }
    const api = { get: note('GET'), post: note('POST'), patch: note('PATCH') }
    const lines: CoreContext['api']['lines'] = path => ({
      [Symbol.asyncIterator]: () => ({ next: () => note('POST')(path) }),
    })
    const loadSettings = (): Promise<never> => Promise.reject(new Error('no settings are read'))
    const invoke = ({ options, lists, words }: Invocation): Promise<number> =>
      command.run({
        ...commandContext({ options, lists, words, cwd }),
        ...{ api: { ...api, lines }, loadSettings },
      })
    const quiet = (): void => undefined
    const program = createProgram({
      ...{ version: '0', commands: [command], invoke },
      ...{ print: quiet, printError: quiet, done: quiet },
    })
    const ended = (): void => resolve(undefined)
    void program.parseAsync(wordsOf(line), { from: 'user' }).then(ended, ended)
  })
}

/** The words behind `decklog`, as a shell has them. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
  return words.slice(words.indexOf('decklog') + 1)
}
