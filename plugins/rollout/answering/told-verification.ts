import {
  fields,
  flag,
  list,
  number,
  type Of,
  oneOf,
  orNull,
  readAnswer,
  text,
} from '../../../core/cli/answer.ts'

const verification = fields({
  verification_id: text,
  verdict: oneOf('passed', 'failed'),
  checks: list(fields({ name: text, required: flag, verdict: text, detail: text })),
  evidence_link: text,
  gsd_run_updated: flag,
  release_id: orNull(text),
})

const look = fields({
  target: text,
  rules: fields({
    initial_delay_seconds: number,
    attempts: number,
    interval_seconds: number,
    timeout_seconds: number,
    successes: number,
    deadline_seconds: number,
  }),
  urls: list(fields({ url: text, verdict: text })),
})

/** What the command reads of an answer. */
export type ToldVerification = Of<typeof verification>

/** What is told of one look at a target. */
export type ToldLook = Of<typeof look>

/** Reads the answer to a verification. */
export function readVerification(answer: unknown): ToldVerification {
  return readAnswer(answer, verification)
}

/** Reads the answer to a look. */
export function readLook(answer: unknown): ToldLook {
  return readAnswer(answer, look)
}

/** The value of an option that must be a word. */
export function wordOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
