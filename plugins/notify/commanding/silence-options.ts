import {
  type CliOption,
  type CommandContext,
  DecklogError,
  duration,
} from '../../../core/plugin-api.ts'

/** Which alarms are meant. */
export const scope: readonly CliOption[] = [
  { syntax: '--kind <kind>', summary: 'only alarms about this: disk, continuity, …' },
  { syntax: '--board <id>', summary: 'only those of this board' },
]
/** Why something is silenced. */
export const reason = { syntax: '--reason <text>', summary: 'why; it is recorded with who' }
/** Lists what is over too. */
export const inForce = { syntax: '--all', summary: 'also those that are over' }

interface Scope {
  readonly kind: string | null
  readonly board_id: string | null
  readonly alarm_id?: string | null
}

/** What is silenced, in words. */
export function whatOf({ kind, board_id, alarm_id = null }: Scope): string {
  const named = [
    kind,
    board_id === null ? null : `board ${board_id}`,
    alarm_id === null ? null : `alarm ${alarm_id}`,
  ].filter(one => one !== null)
  return named.join(', ') || 'everything'
}

/** Which alarms are meant, for the API. */
export function scopeOf({ options: { kind, board } }: CommandContext): object {
  return {
    ...(typeof kind === 'string' && { kind }),
    ...(typeof board === 'string' && { board_id: board }),
  }
}

/** The value of an option that must be given. */
export function wordsOf({ options }: CommandContext, name: string): string {
  const value = options[name]
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new DecklogError('DECKLOG_VALIDATION', `--${name} is missing.`)
}

/** The length of time that an option says, in seconds. */
export function secondsOf(context: CommandContext, name: string): number {
  const { value, error } = duration().min(1).validate(wordsOf(context, name))
  if (!error) return value
  throw new DecklogError(
    'DECKLOG_VALIDATION',
    `--${name} ${error.message.replace(/^"value" /, '')}.`,
  )
}
