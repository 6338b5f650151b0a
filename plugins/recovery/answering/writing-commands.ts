import {
  answers,
  type CliCommand,
  type CommandContext,
  DecklogError,
  readAnswer,
} from '../../../core/plugin-api.ts'

const note = { syntax: '--note <text>', summary: 'why; it is recorded with who' }
const begun = answers.fields({ recovery_id: answers.text, attempt_id: answers.text })
/** The command `decklog recovery run`. */
export const runCommand: CliCommand = {
  name: 'recovery run',
  summary: 'has a policy act on a thing now, or rehearse it',
  arguments: [
    { syntax: '<policy>', summary: 'name of the policy' },
    { syntax: '<subject>', summary: 'id of the thing, or its name while it ails' },
  ],
  options: [
    { syntax: '--host <name>', summary: 'the machine it is on, where a name is on several' },
    { syntax: '--dry-run', summary: 'nothing is changed; it tells what would be' },
    note,
  ],
  examples: ['decklog recovery run prune-data /data --dry-run'],
  async run(context) {
    const { api, options, print } = context
    const answer = await api.post('/api/v1/recoveries/run', {
      ...{ policy: options['policy'], subject: options['subject'] },
      ...(typeof options['host'] === 'string' ? { host: options['host'] } : {}),
      how: options['dryRun'] === true ? 'rehearsed' : 'done',
      note: textOf(context, 'note'),
    })
    const { recovery_id: id } = readAnswer(answer, begun)
    print(
      options['json'] === true ? JSON.stringify(answer) : `Asked. See: decklog recovery show ${id}`,
    )
    return 0
  },
}

/** The command `decklog recovery approve`. */
export const approveCommand: CliCommand = {
  name: 'recovery approve',
  summary: 'approves the action that a policy suggests, and no other',
  arguments: [{ syntax: '<id>', summary: 'id of the recovery' }],
  options: [
    { syntax: '--digest <sha256>', summary: 'digest of the action, as `recovery show` tells it' },
    note,
  ],
  async run(context) {
    const { api, options, print } = context
    const path = `/api/v1/recoveries/${encodeURIComponent(String(options['id']))}`
    const digest = textOf(context, 'digest')
    if (digest === null)
      throw new DecklogError('DECKLOG_VALIDATION', '--digest is missing: `recovery show` tells it.')
    const answer = await api.post(`${path}/approve`, { digest, note: textOf(context, 'note') })
    print(options['json'] === true ? JSON.stringify(answer) : 'Approved.')
    return 0
  },
}

/** The command `decklog recovery pause`. */
export const pauseCommand: CliCommand = {
  name: 'recovery pause',
  summary: 'has a policy rest; what it has begun ends as it would have',
  arguments: [{ syntax: '<policy>', summary: 'name of the policy' }],
  options: [
    { syntax: '--reason <text>', summary: 'why; it is recorded with who' },
    { syntax: '--until <time>', summary: 'when it goes on by itself' },
  ],
  examples: ['decklog recovery pause prune-data --reason "The disks are being replaced"'],
  async run(context) {
    const { api, options, print } = context
    const name = encodeURIComponent(String(options['policy']))
    const reason = textOf(context, 'reason')
    if (reason === null) throw new DecklogError('DECKLOG_VALIDATION', '--reason is missing.')
    const body = { reason, until: textOf(context, 'until') }
    const answer = await api.post(`/api/v1/recovery-policies/${name}/pause`, body)
    print(options['json'] === true ? JSON.stringify(answer) : `${name} rests.`)
    return 0
  },
}

/** The command `decklog recovery resume`. */
export const resumeCommand: CliCommand = {
  name: 'recovery resume',
  summary: 'has a policy that rests go on, or one try again what it had given up',
  arguments: [{ syntax: '<what>', summary: 'name of the policy, or id of the recovery' }],
  options: [note],
  examples: ['decklog recovery resume prune-data'],
  async run(context) {
    const { api, options, print } = context
    const what = String(options['what'])
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(what)
    const path = `/api/v1/${isId ? 'recoveries' : 'recovery-policies'}/${encodeURIComponent(what)}`
    const body = isId ? { note: textOf(context, 'note') } : {}
    const answer = await api.post(`${path}/resume`, body)
    print(options['json'] === true ? JSON.stringify(answer) : `${what} goes on.`)
    return 0
  },
}

function textOf({ options }: CommandContext, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' && value.trim() !== '' ? value : null
}
