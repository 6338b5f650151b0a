import {
  answers,
  checkLevels,
  type CliCommand,
  defineCheck,
  type Found,
  type Perf,
  severities,
} from '../../../core/check-api.ts'

/** The command `decklog check disk`. */
export function createCheckCommand(machine: string): CliCommand {
  return defineCheck({
    subject: 'disk',
    says: 'how the disks stand',
    options: [
      { syntax: '--mount <path>', summary: 'only the disk mounted here' },
      { syntax: '--host <name>', summary: 'disks of another machine' },
    ],
    nothing: { disks: [] },
    async look({ api, options }) {
      const { mount, host = machine } = options
      const asked = {
        host: String(host),
        ...(typeof mount === 'string' ? { mount } : {}),
      }
      const told = { told: answer, itemsOf: (page: answers.Of<typeof answer>) => page.disks, asked }
      const disks = await answers.readPages(api, '/api/v1/disks', told)
      return judge(mount === undefined ? disks.filter(disk => !disk.gone) : disks)
    },
  })
}

const limit = answers.otherwise(answers.orNull(answers.number), null)
const checkedDisk = answers.fields({
  mount: answers.text,
  severity: answers.oneOf(...severities),
  summary: answers.text,
  gone: answers.flag,
  utilization_pct: limit,
  thresholds: answers.otherwise(answers.fields({ warning_pct: limit, critical_pct: limit }), {
    warning_pct: null,
    critical_pct: null,
  }),
})
const answer = answers.fields({
  disks: answers.list(checkedDisk),
  next: answers.otherwise(answers.orNull(answers.text), null),
})
type CheckedDisk = answers.Of<typeof checkedDisk>

/** Finds the worst disk and says all that are not ok; no disk at all is unknown. */
function judge(disks: readonly CheckedDisk[]): Found {
  const more = { disks }
  const found = checkLevels(disks.map(({ severity, summary: says }) => ({ severity, says })))
  if (!found) return { status: 'unknown', summary: 'no such disk is known', more }
  return { ...found, perf: disks.flatMap(perfOf), more }
}

function perfOf({ mount, utilization_pct: value, thresholds }: CheckedDisk): readonly Perf[] {
  if (value === null) return []
  const { warning_pct: warning, critical_pct: critical } = thresholds
  const limits = { warning: warning ?? undefined, critical: critical ?? undefined }
  return [{ label: mount, value, unit: '%', ...limits }]
}
