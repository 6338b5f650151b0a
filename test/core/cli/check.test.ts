import t from 'tap'
import { defineCheck, type Found } from '../../../core/cli/check.ts'
import { commandContext } from '../../support/command-context.ts'
import { emptyList } from '../../support/empty-list.ts'

async function check(look: () => Promise<Found>, json = false) {
  const lines: string[] = []
  const command = defineCheck({
    subject: 'tank',
    says: 'how it stands',
    nothing: { tanks: [] },
    look,
  })
  const context = commandContext({ options: { json }, print: line => void lines.push(line) })
  return { code: await command.run(context), lines }
}

t.test('is one line, whatever its words hold, with the figures behind one bar', async t => {
  const perf = [
    { label: "a|b='c'", value: 1.5, unit: '%', warning: 80, critical: 90 },
    { label: 'level', value: 7, critical: 9 },
  ] as const
  const found = { status: 'warning', summary: 'half | full\r\n and leaking', perf } as const
  t.strictSame(await check(async () => found), {
    code: 1,
    lines: ["TANK WARNING - half / full and leaking | 'a/b_''c'''=1.5%;80;90 'level'=7;;9"],
  })
})

t.test('tells by its exit code how it stands, and what cannot be looked at is unknown', async t => {
  for (const [status, code] of [
    ['ok', 0],
    ['warning', 1],
    ['critical', 2],
    ['unknown', 3],
  ] as const)
    t.equal((await check(async () => ({ status, summary: 'So.' }))).code, code)
  const fail = async (): Promise<never> => {
    throw new Error('')
  }
  t.match(await check(fail), { code: 3, lines: [/^TANK UNKNOWN - \S/] })
  const told = await check(fail, true)
  t.match(JSON.parse(told.lines[0] ?? ''), { status: 'unknown', exit_code: 3, tanks: emptyList })
})
