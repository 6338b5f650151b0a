import t from 'tap'
import { createGuardCheck } from '../../../../core/guarding/answering/guard-check.ts'
import { commandContext } from '../../../support/command-context.ts'

const measures = [{ name: 'length', unit: 'count', limits: null }]
const subject = (name: string, more: object = {}) => ({
  ...{ subject: name, host: null, board_id: null, level: 'ok', state: 'read', text: 'Fine.' },
  ...{ values: { length: 3 }, measures, ...more },
})

async function lineOf(
  subjects: readonly object[],
  machine: string | null,
  options: Readonly<Record<string, string>> = {},
): Promise<string> {
  const lines: string[] = []
  const api = { get: async () => ({ subjects, next: null }) } as never
  const check = createGuardCheck({ name: 'queue', summary: 'Watches queues.', machine })
  await check.run(commandContext({ api, options, print: line => void lines.push(line) }))
  return lines.join('\n')
}

const two = [
  subject('mail', { host: 'web-1' }),
  subject('mail', { host: 'web-2', level: 'warning' }),
]

t.test('over all machines each subject is called by its own', async t => {
  const line = await lineOf(two, null)
  t.match(line, /WARNING - mail of web-2 is warning/)
  t.match(line, "'mail of web-1 length'=3")
  t.match(line, "'mail of web-2 length'=3")
})

t.test(
  'where one machine is asked about, its subjects are called by their names alone',
  async t => {
    for (const line of [
      await lineOf([two[1]!], 'web-2'),
      await lineOf([two[1]!], null, { host: 'web-2' }),
    ]) {
      t.match(line, /WARNING - mail is warning/)
      t.match(line, "'mail length'=3")
    }
  },
)

t.test('subjects of one name of two boards are called by these', async t => {
  const line = await lineOf(
    [subject('mail', { board_id: 'b1' }), subject('mail', { board_id: 'b2' }), subject('fax')],
    null,
  )
  for (const label of ['mail of board b1 length', 'mail of board b2 length', 'fax length'])
    t.match(line, `'${label}'=3`)
})
