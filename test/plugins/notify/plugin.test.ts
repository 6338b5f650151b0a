import Joi from 'joi'
import t from 'tap'
import { notifyConfig } from '../../../plugins/notify/config.ts'
import { requireReceivers } from '../../../plugins/notify/kinds.ts'
import plugin from '../../../plugins/notify/plugin.ts'
import { pluginContract } from '../../contracts/plugin.ts'
import { emptyList } from '../../support/empty-list.ts'

void pluginContract(t, plugin)

const webhook = { name: 'ops', url: 'https://hooks.example/decklog', secret: '0123456789abcdef' }
const errorOf = (webhooks: readonly object[]): string =>
  notifyConfig.validate({ webhooks }).error?.details[0]?.path.join('.') ?? 'none'

t.test('a webhook has one URL and one secret, each given or in a file', async t => {
  const { url, secret, ...bare } = webhook
  t.equal(errorOf([webhook]), 'none')
  t.equal(errorOf([{ ...bare, urlFile: '/run/url', secretFile: '/run/secret' }]), 'none')
  t.equal(errorOf([{ ...webhook, urlFile: '/run/url' }]), 'webhooks.0')
  t.equal(errorOf([{ ...bare, url }]), 'webhooks.0')
  t.equal(errorOf([{ ...bare, secret }]), 'webhooks.0')
})

t.test('names are words, and no two are the same', async t => {
  t.equal(errorOf([{ ...webhook, name: 'Two Words' }]), 'webhooks.0.name')
  t.equal(errorOf([webhook, webhook]), 'webhooks.1')
})

t.test('a kind that no alarm is of is refused by name', async t => {
  const config = Joi.attempt({ webhooks: [{ ...webhook, kinds: ['heat', 'dsik'] }] }, notifyConfig)
  const alarm = { kind: 'heat', summary: 'It is hot.', on: {} }
  const alarms = [{ word: 'boiler', source: 'boiler', spec: alarm }]
  t.throws(() => requireReceivers({ config, alarms }), {
    code: 'DECKLOG_CONFIG_INVALID',
    fields: [{ field: 'plugins.notify.webhooks.ops.kinds', message: /dsik.*heat/ }],
  })
  t.doesNotThrow(() => requireReceivers({ config: Joi.attempt({}, notifyConfig), alarms }))
})

t.test('everything else has a default', async t => {
  const config = Joi.attempt({ webhooks: [webhook] }, notifyConfig)
  t.match(config, { collectFor: 5, dedupeWithin: 900, remindAfter: 14_400, giveUpAfter: 86_400 })
  t.match(config.webhooks[0], {
    leastSeverity: 'warning',
    boards: emptyList,
    quietHours: emptyList,
  })
})
