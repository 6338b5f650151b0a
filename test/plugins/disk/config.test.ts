import t from 'tap'
import { diskConfig } from '../../../plugins/disk/config.ts'
import { rulesOf } from '../../../plugins/disk/judging/limits.ts'
import { emptyList } from '../../support/empty-list.ts'
import { configured } from './defaults.ts'

t.test('an empty section gives the documented defaults', async t => {
  t.match(configured(), {
    interval: 60,
    readTimeout: 5,
    sampleRetention: 90 * 86_400,
    mounts: emptyList,
    limits: {
      warning: {
        availablePercent: 20,
        availableBytes: 200e9,
        inodesUsedPercent: 90,
        enterAfter: 120,
      },
      critical: {
        availablePercent: 10,
        availableBytes: 150e9,
        inodesUsedPercent: 95,
        enterAfter: 60,
      },
      emergency: {
        availablePercent: 5,
        availableBytes: 100e9,
        inodesUsedPercent: 98,
        enterAfter: 0,
      },
      leaveMarginPercent: 5,
      leaveAfter: 300,
    },
    limitsOf: {},
    forecast: {
      window: 259_200,
      warning: { fullWithin: 86_400, availablePercent: 40 },
      critical: { fullWithin: 14_400, availablePercent: 20 },
    },
  })
})

t.test('durations and sizes are written with units', async t => {
  const config = configured({
    interval: '2s',
    limits: { warning: { availableBytes: '1.5TB' }, critical: { availableBytes: '512MiB' } },
  })
  t.equal(config.interval, 2)
  t.equal(config.limits.warning.availableBytes, 1_500_000_000_000)
  t.equal(config.limits.critical.availableBytes, 512 * 1024 ** 2)
})

t.test('a mount overrides what it names and keeps the rest', async t => {
  const config = configured({
    limits: { leaveAfter: '1m' },
    limitsOf: { '/data': { warning: { availablePercent: 30 }, leaveMarginPercent: 2 } },
  })
  const rules = rulesOf(config, '/data')
  t.equal(rules.warning.availablePercent, 30)
  t.equal(rules.warning.inodesUsedPercent, 90)
  t.equal(rules.critical.availablePercent, 10)
  t.equal(rules.leaveMarginPercent, 2)
  t.equal(rules.leaveAfter, 60)
  t.equal(rulesOf(config, '/'), config.limits)
})

for (const [name, section, key] of [
  ['an unknown key', { intervall: 5 }, 'intervall'],
  ['a relative mount', { mounts: ['data'] }, 'mounts.0'],
  ['a mount with a slash at its end', { mounts: ['/data/'] }, 'mounts.0'],
  ['no time between readings', { interval: 0 }, 'interval'],
  ['a look back at 29 readings', { forecast: { window: '29m' } }, 'forecast.window'],
  ['readings too rare to look back on', { interval: '3h' }, 'forecast.window'],
  ['a mount named twice', { mounts: ['/', '/'] }, 'mounts.1'],
  [
    'a share of a hundred',
    { limits: { warning: { availablePercent: 100 } } },
    'limits.warning.availablePercent',
  ],
  [
    'a size without a known unit',
    { limits: { critical: { availableBytes: '5 lots' } } },
    'limits.critical.availableBytes',
  ],
  ['a retention of a day', { sampleRetention: '1d' }, 'sampleRetention'],
] as const) {
  t.test(`refuses ${name}`, async t => {
    const { error } = diskConfig.validate(section)
    t.equal(error?.details[0]?.path.join('.'), key)
  })
}

t.test('every key says what it is for', async t => {
  const undescribed: string[] = []
  const visit = (schema: object, path: string): void => {
    const {
      keys = {},
      flags = {},
      type,
    } = schema as {
      keys?: Record<string, object>
      flags?: { description?: string }
      type?: string
    }
    if (type !== 'object' && !flags.description) undescribed.push(path)
    for (const [key, child] of Object.entries(keys)) visit(child, `${path}.${key}`)
  }
  visit(diskConfig.describe(), 'plugins.disk')
  t.strictSame(undescribed, [])
})
