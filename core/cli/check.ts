import { messageOf } from '../errors.ts'
import type { CliCommand, CommandContext, ExitCode } from './command.ts'

/** How a check ends, in the words of monitors. */
export type CheckStatus = keyof typeof exitCodes

/** A figure that monitors draw. */
export interface Perf {
  readonly label: string
  readonly value: number
  /** `%`, `s`, `B`; none for a count. */
  readonly unit?: '%' | 's' | 'B' | undefined
  /** A number, or a range as monitors write them: `10:` is left when the value is less. */
  readonly warning?: number | string | undefined
  readonly critical?: number | string | undefined
}

/** What a check has found. */
export interface Found {
  readonly status: CheckStatus
  readonly summary: string
  readonly perf?: readonly Perf[]
  /** What `--json` tells beside status, exit code and summary. */
  readonly more?: Readonly<Record<string, unknown>>
}

interface Check extends Omit<CliCommand, 'run' | 'summary' | 'name' | 'asOf'> {
  /** The word after `decklog check`; in capitals it begins the line. */
  readonly subject: string
  /** Completes `Says in one line`. */
  readonly says: string
  /** What `--json` tells where nothing could be looked at. */
  readonly nothing: Readonly<Record<string, unknown>>
  /** Looks; what it throws is unknown to a monitor. */
  look(context: CommandContext): Promise<Found>
}

const exitCodes = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const satisfies Readonly<
  Record<string, ExitCode>
>

/** Makes a command for monitors that run checks the way Nagios does: one line, an exit code, and figures behind a bar. */
export function defineCheck({ subject, says, nothing, look, ...rest }: Check): CliCommand {
  return {
    ...rest,
    asOf: 'taken',
    name: `check ${subject}`,
    summary: `Says in one line ${says}; exits 0 ok, 1 warning, 2 critical, 3 unknown`,
    async run(context) {
      const found = await lookAt(look, context)
      const { status, summary, more = nothing } = found
      const exitCode = exitCodes[status]
      if (context.options['json'])
        context.print(JSON.stringify({ status, exit_code: exitCode, summary, ...more }))
      else context.print(lineOf(subject, found))
      return exitCode
    },
  }
}

async function lookAt(look: Check['look'], context: CommandContext): Promise<Found> {
  try {
    return await look(context)
  } catch (error) {
    return { status: 'unknown', summary: messageOf(error) }
  }
}

// A bar ends what people read, and a second line is read by some monitors and cut off by others.
function lineOf(subject: string, { status, summary, perf = [] }: Found): string {
  const text = summary.replaceAll(/\s*[\r\n]+\s*/g, ' ').replaceAll('|', '/')
  const figures = perf.length === 0 ? '' : ` | ${perf.map(figure).join(' ')}`
  return `${subject.toUpperCase()} ${status.toUpperCase()} - ${text}${figures}`
}

function figure({ label, value, unit, warning, critical }: Perf): string {
  const name = label.replaceAll('=', '_').replaceAll("'", "''").replaceAll('|', '/')
  const limits = [warning, critical].map(limit => limit ?? '').join(';')
  return `'${name}'=${value}${unit ?? ''};${limits}`.replace(/;+$/, '')
}
