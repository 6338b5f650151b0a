import Joi from 'joi'
import type { ApiClient, CliCommand, ExitCode } from '../../../core/cli/command.ts'
import { messageOf } from '../../../core/errors.ts'
import type { Severity } from '../severity.ts'

/** The command `decklog check disk`, for monitors that run checks the way Nagios does. */
export function createCheckCommand(machine: string): CliCommand {
  return {
    name: 'check disk',
    summary: 'Says in one line how the disks stand; exits 0 ok, 1 warning, 2 critical, 3 unknown',
    options: [
      { syntax: '--mount <path>', summary: 'only the disk mounted here' },
      { syntax: '--host <name>', summary: 'disks of another machine' },
    ],
    async run({ api, options, print }): Promise<ExitCode> {
      const { mount, host = machine } = options
      const query = new URLSearchParams({ host: String(host), limit: '200' })
      if (typeof mount === 'string') query.set('mount', mount)
      const result = await fetchDisks(api, query).then(
        disks => checkResult(mount === undefined ? disks.filter(disk => !disk.gone) : disks),
        error => ({ ...checkResult([]), summary: messageOf(error) }),
      )
      print(
        options['json'] === true
          ? JSON.stringify(toJson(result))
          : `DISK ${result.status.toUpperCase()} - ${result.summary}`,
      )
      return result.exitCode
    },
  }
}

function toJson({ status, exitCode, summary, disks }: CheckResult): object {
  return { status, exit_code: exitCode, summary, disks }
}

interface ListedDisk extends CheckedDisk {
  readonly gone: boolean
}

const answer = Joi.object<{ disks: readonly ListedDisk[] }>({
  disks: Joi.array()
    .items(
      Joi.object({
        mount: Joi.string().required(),
        severity: Joi.string().required(),
        summary: Joi.string().required(),
        gone: Joi.boolean().required(),
      }).unknown(),
    )
    .required(),
}).unknown()

async function fetchDisks(api: ApiClient, query: URLSearchParams): Promise<readonly ListedDisk[]> {
  return Joi.attempt(await api.get(`/api/v1/disks?${query.toString()}`), answer).disks
}

/** What the check looks at of a disk that the API answers. */
interface CheckedDisk {
  readonly mount: string
  readonly severity: Severity
  readonly summary: string
}

/** What a check found: the words and the exit code that monitors know. */
interface CheckResult {
  readonly status: 'ok' | 'warning' | 'critical' | 'unknown'
  readonly exitCode: ExitCode
  readonly summary: string
  readonly disks: readonly CheckedDisk[]
}

const exits = {
  ok: { status: 'ok', exitCode: 0 },
  unknown: { status: 'unknown', exitCode: 3 },
  warning: { status: 'warning', exitCode: 1 },
  critical: { status: 'critical', exitCode: 2 },
  emergency: { status: 'critical', exitCode: 2 },
} as const

// From best to worst: a disk that nobody can read is worse than a good one, and a full one is worse still.
const order = ['ok', 'warning', 'unknown', 'critical', 'emergency'] as const

/** Finds the worst disk and says all that are not ok; no disk at all is unknown. */
function checkResult(disks: readonly CheckedDisk[]): CheckResult {
  const worst = order.findLast(severity => disks.some(disk => disk.severity === severity))
  if (!worst) return { ...exits.unknown, summary: 'no such disk is known', disks }
  const bad = disks
    .filter(({ severity }) => severity !== 'ok')
    .sort((a, b) => order.indexOf(b.severity) - order.indexOf(a.severity))
  const told = bad.length > 0 ? bad : disks
  return { ...exits[worst], summary: told.map(({ summary }) => summary).join(' '), disks }
}
