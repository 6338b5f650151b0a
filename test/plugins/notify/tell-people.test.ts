import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'
import { packageRoot } from '../../../core/config/package-root.ts'
import { receiversOf } from '../../../plugins/notify/channels/channels.ts'
import { notifyConfig } from '../../../plugins/notify/config.ts'

const page = await readFile(join(packageRoot, 'docs/how-to/tell-people.md'), 'utf8')
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(/^```(\w+)\n(.*?)^```/gms)]
    .filter(([, of]) => of === language)
    .map(([, , text = '']) => text)

t.test('what the how-to says to write is taken, and says something of every type', async t => {
  const names = blocks('yaml').flatMap(text => {
    const { value, error } = notifyConfig.validate(parse(text).plugins.notify)
    t.equal(error, undefined)
    return value ? receiversOf(value).map(({ name }) => name) : []
  })
  t.equal(new Set(names).size, names.length)
  const { value } = notifyConfig.validate({})
  for (const type of Object.keys(value?.channels ?? {})) t.match(page, `${type}:`)
})

t.test('what the how-to says to type is there', async t => {
  const lines = blocks('sh')
    .flatMap(text => text.split('\n'))
    .filter(line => line.startsWith('decklog '))
  t.ok(lines.length > 0)
  for (const line of lines) {
    const [, ...words] = line.replace(/\s*#.*/, '').split(/\s+/)
    const print = (): void => undefined
    const io = { env: {}, cwd: packageRoot, print, printError: print }
    t.equal(await runCommandLine({ words: [...words, '--help'], ...io }), 0, line)
  }
})
