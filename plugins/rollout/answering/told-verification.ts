import { answers, readAnswer } from '../../../core/plugin-api.ts'

const verification = answers.fields({
  verification_id: answers.text,
  verdict: answers.oneOf('passed', 'failed'),
  checks: answers.list(
    answers.fields({
      name: answers.text,
      required: answers.flag,
      verdict: answers.text,
      detail: answers.text,
    }),
  ),
  evidence_link: answers.text,
  gsd_run_updated: answers.flag,
  release_id: answers.orNull(answers.text),
})

const look = answers.fields({
  target: answers.text,
  rules: answers.fields({
    initial_delay_seconds: answers.number,
    attempts: answers.number,
    interval_seconds: answers.number,
    timeout_seconds: answers.number,
    successes: answers.number,
    deadline_seconds: answers.number,
  }),
  urls: answers.list(answers.fields({ url: answers.text, verdict: answers.text })),
})

/** What the command reads of an answer. */
export type ToldVerification = answers.Of<typeof verification>

/** What is told of one look at a target. */
export type ToldLook = answers.Of<typeof look>

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
