import { statfsSync } from 'node:fs'
import t from 'tap'
import { DecklogError } from '../../../../core/errors.ts'
import type { Ran, RunProgram } from '../../../../core/programs/program.ts'
import {
  createStatCall,
  parseFigures,
  type StatCall,
} from '../../../../plugins/disk/reading/stat-call.ts'

const said = (stdout: string, stderr = ''): Ran => ({
  exitCode: stderr === '' ? 0 : 1,
  stdout: Buffer.from(stdout),
  stderr: Buffer.from(stderr),
})
type Asked = Parameters<StatCall>[0]
const mountOf = (path: string, id = 1, reach: Asked['reach'] = 'apart'): Asked => ({
  ...{ id, filesystem: '8:1', path, reach },
})
const figures = '4096 100 50 40 10 5\n'

/** A program that answers by path, and for those that hang, when it is told to. */
function program(hanging: readonly string[]): { run: RunProgram; asked: string[]; end(): void } {
  const asked: string[] = []
  let end = (): void => {}
  const ended = new Promise<void>(resolve => (end = resolve))
  return {
    asked,
    end: () => end(),
    run: async ({ argv }) => {
      const path = argv.at(-1) ?? ''
      asked.push(path)
      if (hanging.includes(path)) await ended
      return said(figures)
    },
  }
}

t.test('asks the real program of this machine', async t => {
  const { blocks, files } = statfsSync('/')
  const found = await createStatCall(5_000)(mountOf('/'))
  t.equal(found.blocks, BigInt(blocks))
  t.equal(found.inodes, BigInt(files))
})

t.test('one that hangs ends at its deadline, and is not asked again before it is gone', async t => {
  const { run, asked, end } = program(['/nas'])
  const stat = createStatCall(20, { run })
  await t.rejects(stat(mountOf('/nas')), { code: 'DECKLOG_TIMEOUT' })
  await t.rejects(stat(mountOf('/nas')), { code: 'DECKLOG_TIMEOUT', message: /earlier call/ })
  t.strictSame(asked, ['/nas'])
  end()
  await new Promise(setImmediate)
  t.match(await stat(mountOf('/nas')), { blocks: 100n })
})

t.test('another mount at the path of one that hangs is asked at once', async t => {
  const { run } = program([])
  const stuck: RunProgram = program => (stuckOnce ? run(program) : hang())
  let stuckOnce = false
  const hang = (): Promise<never> => {
    stuckOnce = true
    return new Promise(() => {})
  }
  const stat = createStatCall(20, { run: stuck })
  await t.rejects(stat(mountOf('/nas', 1)), { code: 'DECKLOG_TIMEOUT' })
  t.match(await stat(mountOf('/nas', 2)), { blocks: 100n })
})

t.test('however many hang, the others are answered', async t => {
  const stuck = Array.from({ length: 30 }, (_, n) => `/stuck/${n}`)
  const { run, end } = program(stuck)
  const stat = createStatCall(5_000, { run })
  const hanging = stuck.map(path => stat(mountOf(path)))
  t.match(await stat(mountOf('/healthy')), { blocks: 100n })
  end()
  await Promise.all(hanging)
})

t.test('what cannot hang is asked without a process', async t => {
  const run: RunProgram = () => Promise.reject(new Error('no process is needed'))
  const { blocks } = await createStatCall(5_000, { run })(mountOf('/', 1, 'here'))
  t.equal(blocks, BigInt(statfsSync('/').blocks))
})

t.test('one that hangs where none can holds one thread, and the others are answered', async t => {
  const { run } = program([])
  const asked: string[] = []
  const here = (path: string): Promise<never> => {
    asked.push(path)
    return new Promise(() => {})
  }
  const stat = createStatCall(500, { run, here })
  const hanging = stat(mountOf('/stuck', 1, 'here'))
  t.match(await stat(mountOf('/other', 2, 'here')), { blocks: 100n })
  t.strictSame(asked, ['/stuck'])
  await t.rejects(hanging, { code: 'DECKLOG_TIMEOUT' })
})

t.test('says why a filesystem cannot be read', async t => {
  const why = "stat: cannot read file system information for '/x': Permission denied\n"
  const stat = createStatCall(1_000, { run: async () => said('', why) })
  await t.rejects(stat(mountOf('/x')), {
    code: 'DECKLOG_PROGRAM_FAILED',
    message: '/x cannot be read: Permission denied.',
  })
})

t.test('reads by itself where there is no such program', async t => {
  const cause = Object.assign(new Error('spawn stat ENOENT'), { code: 'ENOENT' })
  const missing = new DecklogError('DECKLOG_PROGRAM_FAILED', 'stat cannot be run', { cause })
  const stat = createStatCall(1_000, { run: () => Promise.reject(missing) })
  t.equal((await stat(mountOf('/'))).blocks, BigInt(statfsSync('/').blocks))
})

t.test('figures that are none are refused', async t => {
  t.match(parseFigures('/', '4096 1 2 -3 4 5\n'), { available: -3n })
  for (const text of ['', '4096 1 2 3 4', '4096 1 2 3 4 5 6', '4096 1 2 3 4 x', 'a b c d e f'])
    t.throws(() => parseFigures('/', text), { code: 'DECKLOG_PROGRAM_FAILED' }, text)
})
