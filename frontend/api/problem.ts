/** One field of what was sent that the API could not take. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** What went wrong with a call, as the API told it, or as it looks when the API could not be reached. */
export class Problem extends Error {
  readonly code: string
  /** Null when there was no answer. */
  readonly status: number | null
  readonly fields: readonly FieldProblem[]

  constructor(told: ToldProblem) {
    super(told.detail)
    this.name = 'Problem'
    this.code = told.code
    this.status = told.status
    this.fields = told.fields
  }
}

interface ToldProblem {
  readonly code: string
  readonly status: number | null
  readonly detail: string
  readonly fields: readonly FieldProblem[]
}

/** Reads a problem document; what is none is told by its status. */
export function readProblem(status: number, body: unknown): Problem {
  const { code, detail, title, errors } = isRecord(body) ? body : {}
  const fields = Array.isArray(errors) ? errors.flatMap(readField) : []
  return new Problem({
    ...{ status, fields },
    code: textOr(code, 'DECKLOG_UNKNOWN'),
    detail: textOr(detail, textOr(title, `The server answered ${status}.`)),
  })
}

/** No answer came at all. */
export function unreachable(): Problem {
  const detail = 'Decklog cannot be reached. What is shown may be old; it is asked again by itself.'
  return new Problem({ status: null, code: 'DECKLOG_UNREACHABLE', detail, fields: [] })
}

/** Whatever was thrown, as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const detail = error instanceof Error ? error.message : String(error)
  return new Problem({ status: null, code: 'DECKLOG_CONSOLE', detail, fields: [] })
}

/** Tells whether the past is being made ready to be read, so that it can be read in a moment. */
export function isPreparing({ code }: Pick<Problem, 'code'>): boolean {
  return code === 'DECKLOG_PAST_PREPARING'
}

function readField(item: unknown): readonly FieldProblem[] {
  if (!isRecord(item)) return []
  return [{ field: textOr(item['field'], ''), message: textOr(item['message'], 'is not valid') }]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' && value !== '' ? value : other
}
