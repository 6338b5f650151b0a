import Joi from 'joi'
import t from 'tap'
import { hideSecrets } from '../../../core/config/hide-secrets.ts'
import { judgingSettings, sourcesOf } from '../../../core/rules/judging-settings.ts'

const canary = 'a-secret-nobody-may-see'
const secret = Joi.string().meta({ secret: true })
const schema = Joi.object({
  limit: Joi.number(),
  interval: Joi.number().meta({ judges: false }),
  secret,
  listed: Joi.array().items(Joi.object({ name: Joi.string(), secret })),
  keys: Joi.array().items(secret),
  named: Joi.object().pattern(/^[a-z]+$/, Joi.object({ secret, open: Joi.boolean() })),
  either: Joi.alternatives(Joi.number(), Joi.object({ secret, open: Joi.boolean() })),
  unless: Joi.when('limit', { is: 1, then: secret, otherwise: Joi.string() }),
})
const values = {
  limit: 1,
  interval: 60,
  secret: canary,
  listed: [{ name: 'one', secret: canary }],
  keys: [canary],
  named: { one: { secret: canary, open: true } },
  either: { secret: canary, open: true },
  unless: canary,
}

t.test('what nobody marked judges; secrets and what judges nothing are left out', async t => {
  t.strictSame(judgingSettings(schema, values), {
    limit: 1,
    listed: [{ name: 'one' }],
    keys: [],
    named: { one: { open: true } },
    either: { open: true },
  })
})

t.test('a secret is left out and hidden wherever a schema can say that one stands', async t => {
  t.notMatch(JSON.stringify(judgingSettings(schema, values)), canary)
  t.notMatch(JSON.stringify(hideSecrets(schema, values)), canary)
  t.match(hideSecrets(schema, values), { named: { one: { secret: '[hidden]', open: true } } })
})

t.test('of a URL the one who asks is left out, wherever it stands', async t => {
  const any = Joi.object().unknown()
  const urls = {
    ...{
      one: `https://ann:${canary}@web.example/health?deep=1`,
      list: [`redis://:${canary}@db/0`],
    },
    ...{ twice: `HTTPS://a@b:${canary}@web.example`, plain: 'https://web.example/@ann?to=a@b' },
    ...{ text: 'mail ann@web.example', path: '/srv/a@b' },
  }
  t.strictSame(judgingSettings(any, urls), {
    ...urls,
    ...{ one: 'https://web.example/health?deep=1', list: ['redis://db/0'] },
    twice: 'HTTPS://web.example',
  })
})

t.test('what JSON cannot hold becomes text, so that its digest can be made again', async t => {
  const any = Joi.object().unknown()
  t.strictSame(judgingSettings(any, { at: new Date(0), pattern: /a/, none: undefined }), {
    at: '1970-01-01T00:00:00.000Z',
    pattern: '/a/',
  })
})

t.test('tells where each setting stands that was set', async t => {
  const settings = judgingSettings(schema, values)
  const given = {
    limit: 1,
    secret: canary,
    listed: [{ name: 'one' }],
    named: { one: { open: true } },
  }
  t.strictSame(
    sourcesOf(settings, given, path => `decklog.yml:${path.length}`),
    [
      { path: 'limit', from: 'decklog.yml:1' },
      { path: 'listed', from: 'decklog.yml:1' },
      { path: 'named.one.open', from: 'decklog.yml:3' },
    ],
  )
})
