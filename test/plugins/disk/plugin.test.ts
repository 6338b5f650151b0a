import t from 'tap'
import plugin from '../../../plugins/disk/plugin.ts'
import { pluginContract } from '../../contracts/plugin.ts'
import { configured } from './defaults.ts'

void pluginContract(t, plugin)

t.test('samples expire as configured, decisions stay', async t => {
  const { streams } = plugin
  const declared =
    typeof streams === 'function' ? streams(configured({ sampleRetention: '7d' })) : {}
  t.strictSame(declared, {
    diskSample: { maxAgeDays: 7 },
    disk: {},
    diskDay: {},
    diskMounts: { maxCount: 32 },
  })
})
