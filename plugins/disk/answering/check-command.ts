import Joi from 'joi'
import type { ApiClient, CliCommand, ExitCode } from '../../../core/cli/command.ts'
import { messageOf } from '../../../core/errors.ts'
import { checkResult, type CheckedDisk, type CheckResult } from './check-result.ts'

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
