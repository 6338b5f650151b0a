import { type FieldError, isDecklogError, messageOf } from '../errors.ts'
import type { CliCommand, CliOption } from './command.ts'
import { printable } from './printable.ts'

/** What is printed of a failure: for people, with the fields of the API under the names that the command has for them. */
export function failureText(error: unknown, command: CliCommand | undefined): string {
  if (!isDecklogError(error)) {
    const stack = error instanceof Error ? error.stack : undefined
    return printable(stack ?? messageOf(error))
  }
  const { message, code } = error
  const reasons = reasonsOf(error.fields ?? [], command)
  const [only] = reasons
  if (only === undefined || reasons.every(reason => message.includes(reason)))
    return printable(`${message} (${code})`)
  if (reasons.length === 1) return printable(`${only} (${code})`)
  return printable([`${message} (${code})`, ...reasons.map(reason => `  ${reason}`)].join('\n'))
}

/** The same for programs: one line of JSON, with the fields as the API calls them. */
export function failureJson(error: unknown): string {
  const known = isDecklogError(error) ? error : undefined
  const { code = 'DECKLOG_INTERNAL', fields = [], extra = {} } = known ?? {}
  return JSON.stringify({
    ...extra,
    code,
    message: known?.message ?? messageOf(error),
    ...(fields.length > 0 && { errors: fields }),
  })
}

function reasonsOf(
  fields: readonly FieldError[],
  command: CliCommand | undefined,
): readonly string[] {
  return fields.map(({ field, message }) => {
    const why = withoutName(message, field)
    const name = nameOf(field, command) ?? field
    return name === '' ? why : `${name} ${why}`
  })
}

// The API begins with the field, or with the last part of its path.
function withoutName(message: string, field: string): string {
  const names = [field, field.split('.').at(-1) ?? '']
  const name = names.find(one => one !== '' && message.startsWith(`${one} `))
  return name === undefined ? message : message.slice(name.length + 1)
}

/** What the command calls a field, with where in it what is wrong is. */
function nameOf(field: string, command: CliCommand | undefined): string | undefined {
  const given = [
    ...(command?.options ?? []).map(one => ({ ...one, name: `--${longName(one.syntax)}` })),
    ...(command?.arguments ?? []).map(one => ({ ...one, name: one.syntax })),
  ]
  const [first = '', ...rest] = field.split('.')
  const whole = given.find(one => fieldsOf(one).includes(field))
  if (whole) return whole.name
  const part = given.find(one => fieldsOf(one).includes(first))
  return part && `${part.name} (${rest.join('.')})`
}

function fieldsOf({ syntax, field }: Pick<CliOption, 'syntax' | 'field'>): readonly string[] {
  if (field !== undefined) return [field]
  const name = (longName(syntax) || bareName(syntax)).replaceAll('-', '_')
  return [name, `${name}_id`]
}

function longName(syntax: string): string {
  return /--([a-z-]+)/.exec(syntax)?.[1] ?? ''
}

function bareName(syntax: string): string {
  return syntax.replaceAll(/[<>[\].]/g, '')
}
