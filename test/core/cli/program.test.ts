import t from 'tap'
import { fromPlugin } from '../../../core/cli/command.ts'
import { createProgram, type Invocation } from '../../../core/cli/program.ts'
import { emptyList } from '../../support/empty-list.ts'

const command = fromPlugin({
  name: 'cargo list',
  summary: 'lists it',
  arguments: [{ syntax: '[holds...]', summary: 'which holds' }],
  options: [
    { syntax: '--mark <mark>', summary: 'with this mark', takes: 'many' },
    { syntax: '--port <port>', summary: 'bound for it' },
  ],
  calls: 'nothing',
  run: async () => 0,
})

async function invoke(...words: readonly string[]): Promise<Invocation | undefined> {
  const invoked: Invocation[] = []
  const program = createProgram({
    version: '1',
    commands: [command],
    print: () => undefined,
    printError: () => undefined,
    invoke: async invocation => (invoked.push(invocation), 0),
    done: () => undefined,
  })
  await program.parseAsync(['cargo', 'list', ...words], { from: 'user' })
  return invoked[0]
}

t.test('keeps the values of an option that was given several times, in order', async t => {
  t.match(await invoke('--mark', 'b', '--port', 'x', '--mark', 'a', 'fore', 'aft'), {
    lists: { mark: ['b', 'a'] },
    options: { port: 'x' },
    words: ['fore', 'aft'],
  })
})

t.test('an option that was not given has no values', async t => {
  t.match(await invoke(), { lists: { mark: undefined }, options: {}, words: emptyList })
})

t.test('a command that calls nothing takes no address of an API', async t => {
  await t.rejects(invoke('--url', 'http://127.0.0.1:9'), { code: 'commander.unknownOption' })
})
