import t from 'tap'
import { previewCommand } from '../../../plugins/notify/telling/preview-command.ts'
import { testCommand } from '../../../plugins/notify/telling/test-command.ts'
import { commandContext } from '../../support/command-context.ts'

const refuse = (): Promise<never> => Promise.reject(new Error('it is not to be called'))

t.test('a test goes to the channel that is named, and says what became of it', async t => {
  const bodies: unknown[] = []
  const lines: string[] = []
  const results = [
    { webhook: 'room', outcome: 'failed', reason: 'it answered 404', duration_ms: 3 },
  ]
  const code = await testCommand.run(
    commandContext({
      api: {
        ...{ get: refuse, patch: refuse },
        post: async (_path, body) => {
          bodies.push(body)
          return { results }
        },
      },
      options: { channel: 'room' },
      print: line => lines.push(line),
    }),
  )
  t.equal(code, 1)
  t.strictSame(bodies, [{ webhook: 'room' }])
  t.strictSame(lines, ['room  failed: it answered 404'])
})

t.test('a preview shows how each channel would tell an alarm', async t => {
  const paths: string[] = []
  const lines: string[] = []
  const code = await previewCommand.run(
    commandContext({
      api: {
        ...{ post: refuse, patch: refuse },
        get: async path => {
          paths.push(path)
          const told = { told: 'later', after_seconds: 600, kept_for: 'quiet_hours' }
          return { previews: [{ channel: 'room', type: 'slack', message: '{}', ...told }] }
        },
      },
      options: { alarm: 'a/b', channel: 'room' },
      print: line => lines.push(line),
    }),
  )
  t.equal(code, 0)
  t.strictSame(paths, ['/api/v1/alarms/a%2Fb/preview?channel=room'])
  const when = 'told after 600 s while nobody looks after it; kept back now: quiet hours'
  t.strictSame(lines, [`room (slack; ${when})\n{}\n`])
})
