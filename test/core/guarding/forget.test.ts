import t from 'tap'
import { runPlugin, type RunningPlugin } from '../../../core/testing/run-plugin.ts'
import { createTankGuard, type Script, tankModels } from './tank-guard.ts'

const hour = 3_600_000
const day = 24 * hour
const full = (...subjects: string[]): unknown =>
  subjects.map(subject => ({ subject, values: { level: 50 } }))

interface Ground {
  readonly running: RunningPlugin
  readonly script: Script
  /** What was recorded of a subject's level, in words. */
  told(subject: string): Promise<readonly string[]>
}

function start(next: unknown): Ground {
  const script: Script = { next }
  const running = runPlugin(createTankGuard(script), {
    config: { interval: 3600, limits: { level: { enterAfter: 0, leaveAfter: 0 } } },
    projections: tankModels,
  })
  running.start()
  const told: Ground['told'] = async wanted =>
    (await running.recorded()).flatMap(({ type, data }) => {
      if (!('subject' in data) || data.subject !== wanted) return []
      if (type === 'tank.Forgotten') return ['forgotten']
      return 'to' in data ? [`to ${String(data.to)}`] : []
    })
  return { running, script, told }
}

t.test(
  'a subject that has been gone for a week is forgotten, and judged anew when it returns',
  async t => {
    const { running, script, told } = start(full('a', 'b'))
    await running.advance(hour)
    script.next = full('b')
    await running.advance(6 * day)
    await running.sweep('forget-gone')
    t.strictSame(await told('a'), ['to ok'], 'not before')
    await running.advance(2 * day)
    await running.sweep('forget-gone')
    await running.sweep('forget-gone')
    t.strictSame(await told('a'), ['to ok', 'forgotten'], 'once')
    t.strictSame(await told('b'), ['to ok'])
    script.next = full('a', 'b')
    await running.advance(hour)
    t.strictSame(await told('a'), ['to ok', 'forgotten', 'to ok'])
    t.strictSame(running.failures, [])
    running.stop()
  },
)

t.test('a subject that blocks is not forgotten by itself, and is by hand', async t => {
  const { running, script, told } = start([{ subject: 'a', values: { level: 1 } }])
  await running.advance(0)
  const { subjects } = await running.contribution.guard!.subjects({})
  const { id } = subjects[0]!
  const asked = { reason: 'Sold.', origin: { actor: { kind: 'person', id: 'ann' } } } as const
  const forget = (): Promise<unknown> => running.contribution.guard!.forget!(id, asked)
  await t.rejects(forget(), { code: 'DECKLOG_REFUSED' }, 'not while it is read')
  script.next = []
  await running.advance(9 * day)
  await running.sweep('forget-gone')
  t.strictSame(await told('a'), ['to emergency'])
  t.match(await running.ask('tank'), { decision: 'deny' }, 'it still holds what it held')
  await forget()
  t.strictSame(await told('a'), ['to emergency', 'forgotten'])
  await forget()
  t.strictSame(await told('a'), ['to emergency', 'forgotten'], 'once')
  t.strictSame((await running.contribution.guard!.subjects({})).subjects, [])
  running.stop()
})
