import { readFile } from 'node:fs/promises'
import Joi from 'joi'
import t from 'tap'
import { parse } from 'yaml'
import type { CliCommand } from '../../../core/cli/command.ts'
import { alarmCommands } from '../../../plugins/notify/commanding/alarm-commands.ts'
import { createMuteCommands } from '../../../plugins/notify/commanding/mute-commands.ts'
import { windowCommands } from '../../../plugins/notify/commanding/window-commands.ts'
import { notifyConfig } from '../../../plugins/notify/config.ts'
import { requireRouted } from '../../../plugins/notify/routing/require-routed.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const page = await readFile('docs/how-to/who-is-told.md', 'utf8')
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  )

t.test('the configuration that the page shows is one', async t => {
  const [whole, byLabel, hours] = blocks('yaml').map(text => parse(text))
  const config = Joi.attempt(whole.plugins.notify, notifyConfig)
  t.doesNotThrow(() => requireRouted(config))
  const [webhook] = whole.plugins.notify.webhooks
  const { routes } = Joi.attempt(byLabel, notifyConfig)
  t.strictSame(routes[0]?.labels, { host: 'db01' })
  t.ok(Joi.attempt({ webhooks: [{ ...webhook, ...hours }] }, notifyConfig))
})

t.test('every command that the page shows is there, with its options', async t => {
  const commands: readonly CliCommand[] = [
    ...alarmCommands,
    ...createMuteCommands(createFakeClock()),
    ...windowCommands,
  ]
  const lines = blocks('sh').flatMap(text => text.trim().split('\n'))
  t.ok(lines.length > 9)
  for (const line of lines) {
    const command = commands.find(({ name }) => line.startsWith(`decklog ${name}`))
    const known = (command?.options ?? []).map(({ syntax }) => syntax.split(' ')[0])
    const used = [...line.matchAll(/ (--[a-z-]+)/g)].map(([, option]) => option)
    t.ok(command, line)
    t.strictSame(
      used.filter(option => !known.includes(option)),
      [],
      line,
    )
  }
})
