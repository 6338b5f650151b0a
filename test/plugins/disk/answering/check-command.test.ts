import t from 'tap'
import { commandContext } from '../../../support/command-context.ts'
import type { ApiClient, CommandContext } from '../../../../core/cli/command.ts'
import { DecklogError } from '../../../../core/errors.ts'
import { createCheckCommand } from '../../../../plugins/disk/answering/check-command.ts'

interface Ran {
  readonly exitCode: number
  readonly lines: readonly string[]
  readonly asked: readonly string[]
}

async function check(answer: unknown, options: CommandContext['options'] = {}): Promise<Ran> {
  const lines: string[] = []
  const asked: string[] = []
  const refuse = (): Promise<never> => Promise.reject(new Error('a check only reads'))
  const api: ApiClient = {
    get: async path => {
      asked.push(path)
      if (answer instanceof Error) throw answer
      return typeof answer === 'function' ? answer() : answer
    },
    post: refuse,
    patch: refuse,
  }
  const print = (line: string): void => void lines.push(line)
  const exitCode = await createCheckCommand('web-1').run(commandContext({ api, options, print }))
  return { exitCode, lines, asked }
}

const disk = (severity: string, mount = '/', gone = false): object => ({
  mount,
  severity,
  gone,
  summary: `${mount} is ${severity}.`,
})

t.test('passes over a disk that has gone, unless it is asked for', async t => {
  const disks = [disk('ok'), disk('unknown', '/mnt/usb', true)]
  t.equal((await check({ disks })).exitCode, 0)
  t.equal((await check({ disks: disks.slice(1) }, { mount: '/mnt/usb' })).exitCode, 3)
})

for (const [severity, exitCode, line] of [
  ['ok', 0, 'DISK OK - / is ok.'],
  ['warning', 1, 'DISK WARNING - / is warning.'],
  ['critical', 2, 'DISK CRITICAL - / is critical.'],
  ['emergency', 2, 'DISK CRITICAL - / is emergency.'],
  ['unknown', 3, 'DISK UNKNOWN - / is unknown.'],
] as const) {
  t.test(`exits ${exitCode} when a disk is ${severity}`, async t => {
    const ran = await check({ disks: [disk(severity)] })
    t.match(ran, { exitCode, lines: [line] })
    t.equal(ran.lines.length, 1)
  })
}

t.test('tells the worst first, and says nothing of what is well', async t => {
  const disks = [disk('ok'), disk('warning', '/a'), disk('critical', '/b'), disk('unknown', '/c')]
  t.match(await check({ disks }), {
    exitCode: 2,
    lines: ['DISK CRITICAL - /b is critical. /c is unknown. /a is warning.'],
  })
})

t.test('a disk nobody knows is unknown', async t => {
  t.match(await check({ disks: [] }, { mount: '/gone' }), {
    exitCode: 3,
    lines: ['DISK UNKNOWN - no such disk is known'],
    asked: ['/api/v1/disks?host=web-1&mount=%2Fgone&limit=200'],
  })
})

t.test(
  'an API that cannot be reached is unknown, and so is an answer that makes no sense',
  async t => {
    const down = new DecklogError('DECKLOG_TIMEOUT', 'Decklog did not answer.')
    t.match(await check(down), { exitCode: 3, lines: ['DISK UNKNOWN - Decklog did not answer.'] })
    t.match(await check({ rows: [] }), { exitCode: 3 })
  },
)

t.test('--json prints one line that a program can read', async t => {
  const { lines, exitCode } = await check({ disks: [disk('warning')] }, { json: true })
  t.equal(exitCode, 1)
  t.match(JSON.parse(lines.join('')), {
    status: 'warning',
    exit_code: 1,
    disks: [{ mount: '/', severity: 'warning' }],
  })
})

t.test('--host asks about another machine', async t => {
  const { asked } = await check({ disks: [disk('ok')] }, { host: 'db-1' })
  t.match(asked, [/host=db-1/])
})

t.test('tells monitors how full each disk is, and its limits', async t => {
  const figures = {
    utilization_pct: 93.1,
    thresholds: { warning_pct: 80, critical_pct: 90 },
  }
  const disks = [
    { ...disk('critical', "/it's=here"), ...figures },
    { ...disk('ok', '/b'), utilization_pct: 4 },
    { ...disk('unknown', '/c'), utilization_pct: null },
  ]
  t.match(await check({ disks }), {
    lines: [/ \| '\/it''s_here'=93\.1%;80;90 '\/b'=4%$/],
  })
})

t.test('looks at all disks, however many pages they are', async t => {
  const many = Array.from({ length: 205 }, (_, n) => disk('ok', `/${n}`))
  const pages = [
    { disks: many.slice(0, 200), next: 'second' },
    { disks: [...many.slice(200), disk('emergency', '/last')], next: null },
  ]
  const ran = await check(() => pages.shift())
  t.match(ran, { exitCode: 2, asked: [/limit=200$/, /limit=200&after=second$/] })
})
