import {
  answers,
  type CliCommand,
  type CommandContext,
  readAnswer,
} from '../../../core/plugin-api.ts'
import {
  approvals,
  orRefused,
  runArgument,
  runPath,
  toldEvidence,
  toldWeakening,
  weakeningLines,
} from './told-run.ts'

const looked = answers.fields({
  subject: answers.fields({
    release_id: answers.orNull(answers.text),
    evidence: answers.list(toldEvidence),
    rules_weakened: answers.otherwise(answers.list(toldWeakening), []),
  }),
  subject_digest: answers.text,
})

/** The command `decklog runs approve`: what it shows is what it decides on. */
export function createApproveCommand(): CliCommand {
  return {
    name: 'runs approve',
    summary:
      'show what a delivery run asks approval of, and approve or reject that; ends with 1 when it refuses',
    arguments: [runArgument],
    options: [
      { syntax: '--stage <stage>', summary: 'the stage that is entered; default: completion' },
      { syntax: '--note <text>', summary: 'why; a rejection needs it' },
      { syntax: '--reject', summary: 'reject instead' },
      { syntax: '--look', summary: 'only show it, with its digest' },
      {
        syntax: '--digest <sha256>',
        summary: 'decide on what was looked at before, by its digest',
      },
    ],
    examples: [
      'decklog runs approve "$RUN" --look',
      'decklog runs approve "$RUN" --digest "$DIGEST" --note "Looks right."',
      'decklog runs approve "$RUN" --stage rollout --reject --note "Not before Monday."',
    ],
    run(context) {
      return orRefused(context, async () => {
        const { options } = context
        const digest = options['digest'] ?? (await look(context))
        if (!options['look']) await decide(context, String(digest))
      })
    },
  }
}

async function look(context: CommandContext): Promise<string> {
  const { api, options, print } = context
  const answer = await api.get(runPath(context, '/approvals'))
  const told = readAnswer(answer, looked)
  if (!options['json']) subjectLines(told).forEach(print)
  else if (options['look']) print(JSON.stringify(answer))
  return told.subject_digest
}

async function decide(context: CommandContext, digest: string): Promise<void> {
  const { api, options, print } = context
  const answer = await api.post(runPath(context, '/approvals'), {
    stage: options['stage'],
    note: options['note'],
    decision: options['reject'] ? 'rejected' : 'approved',
    subject_digest: digest,
  })
  const { points } = readAnswer(answer, answers.fields({ points: approvals }))
  if (options['json']) return print(JSON.stringify(answer))
  for (const { stage, status, given, required } of points)
    print(`${stage} ${status}, ${given} of ${required}`)
}

function subjectLines({
  subject,
  subject_digest: digest,
}: answers.Of<typeof looked>): readonly string[] {
  const { release_id: release, evidence } = subject
  return [
    `Release   ${release ?? 'none'}`,
    ...evidence.map(
      ({ type, title, url }) => `Evidence  ${type}: ${title}${url === null ? '' : ` ${url}`}`,
    ),
    ...weakeningLines(subject.rules_weakened),
    `Digest    ${digest}`,
  ]
}
