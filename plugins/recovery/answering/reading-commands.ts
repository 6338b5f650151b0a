import {
  answers,
  type CliCommand,
  type CommandContext,
  formatTable,
  readAnswer,
} from '../../../core/plugin-api.ts'

const text = answers.orNull(answers.text)
const recovery = answers.fields({
  ...{ id: answers.text, policy: answers.text, kind: answers.text, subject: answers.text },
  ...{ host: text, standing: answers.text, why: text, outcome: text, changed_at: answers.text },
  ...{ attempts: answers.number, verified: answers.number, attempt_id: text, node: text },
  action: answers.orNull(answers.fields({ says: answers.text, digest: answers.text })),
})
const rate = answers.fields({
  ...{ policy: answers.text, attempts: answers.number, verified: answers.number },
  median_heal_seconds: answers.orNull(answers.number),
})
const policy = answers.fields({
  ...{ policy: answers.text, mode: answers.text, action: answers.text },
  ...{ paused_at: text, paused_reason: text },
})
const attempt = answers.fields({
  ...{ id: answers.text, requested_at: answers.text, outcome: answers.text, how: answers.text },
  ...{ outcome_why: text, node: answers.text, result: text, output: text, approved_by: text },
  ...{ exit_code: answers.orNull(answers.number), freed_bytes: answers.orNull(answers.number) },
  verified_event_ids: answers.list(answers.text),
})

/** The command `decklog recovery list`. */
export const listCommand: CliCommand = {
  name: 'recovery list',
  asOf: 'taken',
  summary: 'lists what was tried to heal things, and how it stands; or the policies',
  options: [
    { syntax: '--policies', summary: 'the policies, how often each helped, and which rest' },
    { syntax: '--policy <name>', summary: 'only of this policy' },
    { syntax: '--standing <word>', summary: 'only what is suggested, attempting, escalated, …' },
  ],
  examples: ['decklog recovery list --standing suggested', 'decklog recovery list --policies'],
  async run(context) {
    return context.options['policies'] === true ? listPolicies(context) : listRecoveries(context)
  },
}

async function listRecoveries({ api, options, print }: CommandContext): Promise<number> {
  const query = new URLSearchParams({ limit: '200' })
  for (const name of ['policy', 'standing'])
    if (typeof options[name] === 'string') query.set(name, options[name])
  const answer = await api.get(`/api/v1/recoveries?${query.toString()}`)
  const { recoveries } = readAnswer(answer, answers.fields({ recoveries: answers.list(recovery) }))
  if (options['json'] === true) print(JSON.stringify(answer))
  else
    formatTable(
      ['policy', 'thing', 'standing', 'last', 'helped', 'id'],
      recoveries.map(one => [
        ...[one.policy, nameOf(one), one.standing, one.outcome ?? '-'],
        ...[`${one.verified} of ${one.attempts}`, one.id],
      ]),
    ).forEach(print)
  return 0
}

async function listPolicies({ api, options, print }: CommandContext): Promise<number> {
  const told = await api.get('/api/v1/recovery-policies')
  const counted = await api.get('/api/v1/recovery-rates')
  const { policies } = readAnswer(told, answers.fields({ policies: answers.list(policy) }))
  const { rates } = readAnswer(counted, answers.fields({ rates: answers.list(rate) }))
  if (options['json'] === true) {
    print(JSON.stringify({ ...Object(told), ...Object(counted) }))
    return 0
  }
  const rateOf = new Map(rates.map(one => [one.policy, one]))
  formatTable(
    ['policy', 'mode', 'helped', 'median', 'rests', 'action'],
    policies.map(one => {
      const {
        attempts = 0,
        verified = 0,
        median_heal_seconds = null,
      } = rateOf.get(one.policy) ?? {}
      const median = median_heal_seconds === null ? '-' : `${Math.round(median_heal_seconds)} s`
      const rests = one.paused_at === null ? '-' : (one.paused_reason ?? 'yes')
      return [one.policy, one.mode, `${verified} of ${attempts}`, median, rests, one.action]
    }),
  ).forEach(print)
  return 0
}

/** The command `decklog recovery show`. */
export const showCommand: CliCommand = {
  name: 'recovery show',
  asOf: 'taken',
  summary: 'shows how a policy stands with a thing, and its last attempts',
  arguments: [{ syntax: '<id>', summary: 'id of the recovery' }],
  async run({ api, options, print }) {
    const id = encodeURIComponent(String(options['id']))
    const one = await api.get(`/api/v1/recoveries/${id}`)
    const tried = await api.get(`/api/v1/recovery-attempts?recovery_id=${id}&limit=20`)
    const shown = readAnswer(one, recovery)
    const { attempts } = readAnswer(tried, answers.fields({ attempts: answers.list(attempt) }))
    if (options['json'] === true) print(JSON.stringify({ recovery: one, ...Object(tried) }))
    else [...linesOf(shown), ...attempts.flatMap(attemptLines)].forEach(print)
    return 0
  },
}

type ToldRecovery = answers.Of<typeof recovery>

function nameOf({ subject, host }: Pick<ToldRecovery, 'subject' | 'host'>): string {
  return host === null ? subject : `${subject} of ${host}`
}

function linesOf(one: ToldRecovery): readonly string[] {
  const waits = one.standing === 'suggested' && one.action !== null
  return [
    `Policy    ${one.policy}`,
    `Thing     ${nameOf(one)}, of kind ${one.kind}`,
    `Standing  ${one.standing}${one.why === null ? '' : `: ${one.why}`}`,
    `Helped    ${one.verified} of ${one.attempts}`,
    `Changed   ${one.changed_at}`,
    ...(one.action === null ? [] : [`Action    ${one.action.says}, on ${one.node ?? '-'}`]),
    ...(waits && one.action
      ? [`Approve   decklog recovery approve ${one.id} --digest ${one.action.digest}`]
      : []),
    ...(waits && one.action ? [`Digest    ${one.action.digest}`] : []),
  ]
}

function attemptLines(one: answers.Of<typeof attempt>): readonly string[] {
  const why = one.outcome_why === null ? '' : `: ${one.outcome_why}`
  const how = one.how === 'rehearsed' ? ', rehearsed' : ''
  const exit = one.exit_code === null ? '' : ` with ${one.exit_code}`
  const freed = one.freed_bytes === null ? '' : `, ${one.freed_bytes} bytes came free`
  const ended = one.result === null ? [] : [`  the action ${one.result}${exit}${freed}`]
  return [
    '',
    `Attempt   ${one.requested_at} on ${one.node}${how}: ${one.outcome}${why}`,
    ...ended,
    ...(one.approved_by === null ? [] : [`  asked for or approved by ${one.approved_by}`]),
    ...(one.output ? [`  said: ${one.output}`] : []),
    ...one.verified_event_ids.map(id => `  read after it: ${id}`),
  ]
}
