import {
  answers,
  type ApiClient,
  type CliCommand,
  type CommandContext,
  DecklogError,
  readAnswer,
} from '../../../core/plugin-api.ts'

const found = answers.fields({
  disks: answers.list(
    answers.fields({ id: answers.text, host: answers.text, mount: answers.text }),
  ),
})
const done = answers.fields({ forgotten: answers.list(answers.text) })
const why = { syntax: '--reason <text>', summary: 'why; it is recorded with who' }

/** The commands that forget what does not come back. */
export function forgetCommands(machine: string): readonly CliCommand[] {
  return [
    {
      name: 'disks forget',
      summary: 'Forgets a disk that does not come back, and what it blocked',
      options: [
        { syntax: '--mount <path>', summary: 'where it was mounted' },
        { syntax: '--host <name>', summary: 'a disk of another machine' },
        why,
      ],
      examples: ['decklog disks forget --mount /mnt/usb --reason "It was sold"'],
      run: context => forgetDisk(context, machine),
    },
    {
      name: 'hosts forget',
      summary: 'Forgets a machine that does not come back: all its disks',
      arguments: [{ syntax: '<host>', summary: 'its node name' }],
      options: [why],
      examples: ['decklog hosts forget web-2 --reason "It was taken out of service"'],
      run: forgetHost,
    },
  ]
}

async function forgetDisk(context: CommandContext, machine: string): Promise<number> {
  const mount = required(context, 'mount')
  const reason = required(context, 'reason')
  const { host = machine } = context.options
  const query = new URLSearchParams({ host: String(host), mount })
  const { disks } = readAnswer(await context.api.get(`/api/v1/disks?${query.toString()}`), found)
  const [disk] = disks
  if (!disk) {
    context.warn(`No disk at ${mount} of ${String(host)} is known.`)
    return 1
  }
  const ids = await forget(context.api, `/api/v1/disks/${disk.id}/forget`, reason)
  tell(context, ids, `${mount} of ${String(host)} is forgotten.`)
  return 0
}

async function forgetHost(context: CommandContext): Promise<number> {
  const host = required(context, 'host')
  const path = `/api/v1/hosts/${encodeURIComponent(host)}/forget`
  const ids = await forget(context.api, path, required(context, 'reason'))
  tell(context, ids, `${host} is forgotten, with ${ids.length} disks.`)
  return 0
}

async function forget(api: ApiClient, path: string, reason: string): Promise<readonly string[]> {
  return readAnswer(await api.post(path, { reason }), done).forgotten
}

function tell({ options, print }: CommandContext, ids: readonly string[], line: string): void {
  print(options['json'] === true ? JSON.stringify({ forgotten: ids }) : line)
}

function required({ options }: CommandContext, name: string): string {
  const value = options[name]
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new DecklogError('DECKLOG_VALIDATION', `--${name} is missing.`)
}
