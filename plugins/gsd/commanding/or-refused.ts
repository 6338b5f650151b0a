import type { CommandContext, ExitCode } from '../../../core/cli/command.ts'
import { fields, list, otherwise, readAnswer, text } from '../../../core/cli/answer.ts'
import { isDecklogError } from '../../../core/errors.ts'

/** Does what changes a run; what its state does not allow is printed with what is allowed now, and ends with 1. */
export async function orRefused(
  { options, print }: Pick<CommandContext, 'options' | 'print'>,
  work: () => Promise<void>,
): Promise<ExitCode> {
  try {
    await work()
    return 0
  } catch (error) {
    if (!isDecklogError(error, 'DECKLOG_REFUSED')) throw error
    const { code, message, extra = {} } = error
    if (options['json']) print(JSON.stringify({ code, detail: message, ...extra }))
    else refusalLines(message, extra).forEach(print)
    return 1
  }
}

const refusal = fields({
  reason: text,
  allowed_now: list(fields({ change: text, to: text, needs: list(text) })),
  gate_decisions: otherwise(
    list(fields({ id: text, stage: text, gates: list(fields({ gate: text, decision: text })) })),
    [],
  ),
})

/** Says why a run refused, what its gates said, and what it allows now. */
function refusalLines(detail: string, extra: Readonly<Record<string, unknown>>): readonly string[] {
  const { reason, gate_decisions: decisions, allowed_now: allowed } = readAnswer(extra, refusal)
  return [
    `refused: ${detail} (${reason})`,
    ...decisions.map(({ id, stage, gates }) => {
      const answers = gates.map(({ gate, decision }) => `${gate} ${decision}`)
      return `gates of ${stage}: ${answers.join(', ')}; decision ${id}`
    }),
    ...(allowed.length > 0 ? ['allowed now:'] : []),
    ...allowed.map(({ change, to, needs }) => {
      const lacking = needs.length > 0 ? `, needs ${needs.join(', ')}` : ''
      return `  ${change} ${to}${lacking}`
    }),
  ]
}
