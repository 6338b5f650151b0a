import { duration, inputs, Joi, type ForecastRule } from '../../core/plugin-api.ts'

/** An argument as it stands, or a secret one that is read from this process's environment, or from a file, when the check runs. */
export type Argument = string | { readonly env: string } | { readonly file: string }

/** One check as it is configured; durations in seconds. */
export interface Check {
  readonly name: string
  readonly argv: readonly [string, ...Argument[]]
  readonly every: number
  readonly timeout: number
  readonly env: readonly string[]
  readonly user?: string
  readonly after: number
  readonly keep: readonly string[]
  readonly forecast: Readonly<Record<string, ForecastRule>>
  readonly host?: string
  readonly board?: string
}

/** The section `plugins.checks` of the configuration, beside what every guard has. */
export interface ChecksConfig {
  readonly atOnce: number
  readonly path: readonly string[]
  readonly checks: readonly Check[]
}

/** Where distributions keep the programs: Debian, Fedora and RHEL, Alpine and Arch, and a build from source. */
const programFolders = [
  '/usr/lib/nagios/plugins',
  '/usr/lib64/nagios/plugins',
  '/usr/lib/monitoring-plugins',
  '/usr/local/nagios/libexec',
]

const printable = (most: number): Joi.StringSchema =>
  Joi.string()
    .min(1)
    .max(most)
    .pattern(/^[^\p{Cc}\p{Cs}]+$/u, 'characters that can be printed')

// YAML reads `- 5432` as a number; a program is given text.
const word = Joi.alternatives(
  Joi.string()
    .max(8_192)
    .allow('')
    .pattern(/^[^\0]*$/, 'text without NUL'),
  Joi.number().unsafe().cast('string'),
)
const variable = Joi.string().pattern(/^[A-Za-z_]\w*$/, 'name of a variable')
const path = Joi.string().pattern(/^\//, 'absolute path').max(4_096)

const argument = Joi.alternatives(
  word,
  Joi.object({
    env: variable.description(
      'Variable of the environment of Decklog that holds a secret argument.',
    ),
    file: path.description('File that holds a secret argument, without the line break at its end.'),
  }).xor('env', 'file'),
)

const forecast = Joi.object({
  reaches: Joi.number().required().description('The value that it asks for.'),
  window: duration().min(60).description('How far back it looks, and no further ahead.'),
  within: Joi.object({
    warning: duration().min(0).description('Shown as warning when it gets there sooner.'),
    critical: duration().min(0).description('Shown as critical when it gets there sooner.'),
  }).description('How bad that is; without it, it is only shown.'),
})

const check = Joi.object({
  name: printable(100).required().description('What it is called, once on each host.'),
  argv: Joi.array()
    .ordered(printable(4_096).required())
    .items(argument)
    .max(256)
    .required()
    .meta({ secret: true })
    .description('Program and arguments; no shell reads them.'),
  every: duration().min(1).default(60).description('Time between two runs.'),
  timeout: duration()
    .min(0.1)
    .max(Joi.ref('every'))
    .default(({ every }: { readonly every: number }) => Math.min(every, 30))
    .description('Deadline of one run; default 30 s, or `every` where that is less.'),
  env: Joi.array()
    .items(variable)
    .max(64)
    .unique()
    .default([])
    .description('Variables of the environment of Decklog that it is given, by name.'),
  user: printable(64).description(
    'User to run as; only where Decklog is root. Default: as Decklog.',
  ),
  after: Joi.number()
    .integer()
    .min(1)
    .max(100)
    .default(1)
    .description('How many results in a row must be bad before they count.'),
  keep: Joi.array()
    .items(printable(64))
    .max(20)
    .unique()
    .default(['*'])
    .description(
      'Labels of the figures to keep; one that ends with `*` stands for all that begin so. At most 20 figures are kept.',
    ),
  forecast: Joi.object()
    .pattern(printable(64), forecast)
    .max(20)
    .default({})
    .description('Figures to look ahead for, by label.'),
  host: printable(255).description('The machine that it is about; default: this one.'),
  board: inputs.uuid().description('The board that it belongs to.'),
})

/** Keys of the section `plugins.checks`. */
export const checksConfig: Joi.ObjectSchema<ChecksConfig> = Joi.object({
  atOnce: Joi.number()
    .integer()
    .min(1)
    .max(256)
    .default(64)
    .description(
      'How many programs run at a time. Those that took over 2 s last leave a quarter to the others.',
    ),
  path: Joi.array()
    .items(path)
    .max(32)
    .default(programFolders)
    .description('Folders in which programs without a slash are looked for, before those of PATH.'),
  checks: Joi.array()
    .items(check)
    .max(2_000)
    .unique((a: Check, b: Check) => a.name === b.name && a.host === b.host)
    .default([])
    .description('The checks to run.'),
})
