import ipaddr from 'ipaddr.js'
import Joi, { type CustomValidator, type Description, type ObjectSchema } from 'joi'
import { hostname } from 'node:os'
import { isMistyped, longestSecret } from '../access/judging/secret.ts'
import { roles, type Settings } from '../settings.ts'
import { isSecret } from './hide-secrets.ts'
import { joi } from './joi-list.ts'
import { sealingSettings } from './sealing-settings.ts'

const hidden = { secret: true }
// Where a process runs and what it shows; nothing is judged by it.
const unjudging = { judges: false }
const secret = Joi.string().min(32).messages({ 'string.min': 'must have 32 characters or more' })

// What a request cannot carry, or would be refused unseen, must not become the only way in.
const usableToken = secret
  .max(longestSecret)
  .pattern(/^[!-~](?:[ -~]*[!-~])?$/)
  .custom((text: string, helpers) => (isMistyped(text) ? helpers.error('token.mistyped') : text))
  .messages({
    'string.max': `must have ${longestSecret} characters or fewer`,
    'string.pattern.base': 'must be printable ASCII and neither begin nor end with a space',
    'token.mistyped': 'looks like a token of Decklog, but its checksum is wrong',
  })

const checkRange: CustomValidator<string> = (text, helpers) =>
  ipaddr.isValidCIDR(text) ? text : helpers.error('range.form')

const asExtension: CustomValidator<unknown> = value =>
  typeof value === 'string' ? { from: value, load: 'required' } : value

// A text is short for what most say of an extension.
const extension = Joi.alternatives(
  Joi.string().custom(asExtension),
  Joi.object({
    from: Joi.string().required().description('A package, or a path from the working directory.'),
    load: Joi.valid('required', 'optional')
      .default('required')
      .description('Whether Decklog starts without it, where it cannot be loaded.'),
  }),
)

/** The settings of core: types, limits, defaults and what they mean. */
export const settingsSchema: ObjectSchema<Settings> = Joi.object({
  host: Joi.string()
    .hostname()
    .default('127.0.0.1')
    .meta(unjudging)
    .description('Address that the API listens on.'),
  port: Joi.number()
    .port()
    .default(8100)
    .meta(unjudging)
    .description('Port that the API listens on; 0 takes a free one.'),
  dataDir: Joi.string()
    .default('.decklog')
    .meta(unjudging)
    .description('Folder of the embedded servers and of keys that Decklog makes itself.'),
  eventstoreUrl: Joi.string()
    .pattern(/^esdb(\+discover)?:\/\/./)
    .messages({
      'string.pattern.base': 'must be a URL that starts with esdb:// or esdb+discover://',
    })
    .meta(hidden)
    .description(
      'EventStoreDB or KurrentDB to keep the ledger in; without it Decklog runs a ledger node of its own.',
    ),
  databaseUrl: Joi.string()
    .pattern(/^postgres(ql)?:\/\/./)
    .messages({ 'string.pattern.base': 'must be a URL that starts with postgres://' })
    .meta(hidden)
    .description('Postgres for the read models; without it Decklog runs a Postgres of its own.'),
  ledgerPort: Joi.number()
    .port()
    .default(2113)
    .meta(unjudging)
    .description('Port of the embedded ledger node, on 127.0.0.1; 0 takes a free one.'),
  roles: joi
    .list()
    .items(Joi.string().valid(...roles))
    .unique()
    .min(1)
    .default([...roles])
    .meta(unjudging)
    .description('What this process does.'),
  nodeName: Joi.string()
    .pattern(/^[\w.-]{1,100}$/)
    .messages({
      'string.pattern.base': 'must be up to 100 letters, digits, dots, dashes and underscores',
    })
    .default(() => hostname())
    .meta(unjudging)
    .description('Name of this machine in the ledger; the name of the host unless it is set.'),
  hostRoot: Joi.string()
    .pattern(/^\//)
    .messages({ 'string.pattern.base': 'must be an absolute path' })
    .default('/')
    .meta(unjudging)
    .description('Where the root of the watched host is mounted, /host in a container.'),
  tokenKeys: joi
    .list()
    .items(secret)
    .unique()
    .default([])
    .meta(hidden)
    .description(
      'Keys for the HMACs of access tokens, newest first; made in the data directory when there are none.',
    ),
  adminToken: usableToken
    .meta(hidden)
    .description(
      'Access token of the first administrator; made on the first start unless it is set.',
    ),
  logLevel: Joi.string()
    .valid('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')
    .default('info')
    .meta(unjudging)
    .description('Least severe log lines to write.'),
  metrics: Joi.boolean()
    .default(true)
    .meta(unjudging)
    .description('Serve /metrics without a token.'),
  docs: Joi.boolean().default(true).meta(unjudging).description('Serve the page at /docs.'),
  requestsPerSecond: Joi.number()
    .integer()
    .min(1)
    .default(200)
    .meta(unjudging)
    .description('Requests a second that one caller may make.'),
  asOfDiskMegabytes: Joi.number()
    .integer()
    .min(10)
    .default(2_000)
    .description(
      'Megabytes of Postgres that rows of the past may take, which are kept for reads with as_of; with less such reads take longer.',
    ),
  asOfMemoryMegabytes: Joi.number()
    .integer()
    .min(1)
    .default(64)
    .description('Megabytes of memory that each process may keep for reads with as_of.'),
  checkAnswers: Joi.string()
    .valid('all', 'sampled')
    .default('sampled')
    .meta(unjudging)
    .description(
      'Which answers are checked against their schemas: all, and a wrong one is refused, or what 1 % of the time suffices for, and a wrong one is told of.',
    ),
  outboundAllow: joi
    .list()
    .items(Joi.string().custom(checkRange))
    .unique()
    .default([])
    .messages({ 'range.form': 'must be a range such as 10.1.0.0/16, 127.0.0.1/32 or fd00::/8' })
    .description(
      'Ranges of loopback and private addresses, in CIDR notation, that addresses set through the API may lead to.',
    ),
  ...sealingSettings,
  extensions: joi
    .list()
    .items(extension)
    .unique('from')
    .default([])
    .description(
      'Further plugins and projections: packages or paths, each a text or { from, load }; load is required (the default) or optional.',
    ),
  plugins: Joi.object()
    .pattern(/^[a-z][a-z0-9]*$/, Joi.object().unknown().allow(null))
    .default({})
    .meta(unjudging)
    .description('One section a plugin, by its name.'),
})

const described = Object.entries<Description>(settingsSchema.describe()['keys'])

/** The names of core's settings. */
export const settingKeys: readonly string[] = described.map(([key]) => key)

/** Settings that are never shown, and that can be read from the file that `DECKLOG_<KEY>_FILE` names. */
export const secretKeys: readonly string[] = described
  .filter(([, description]) => isSecret(description))
  .map(([key]) => key)
