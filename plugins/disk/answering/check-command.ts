import {
  answers,
  type ApiClient,
  type CheckStatus,
  type CliCommand,
  defineCheck,
  type Found,
  type Perf,
  readAnswer,
  severities,
  type Severity,
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
      const query = new URLSearchParams({ host: String(host), limit: '200' })
      if (typeof mount === 'string') query.set('mount', mount)
      const disks = await fetchDisks(api, query)
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

/** Reads all pages: the last disk may be the one that is full. */
async function fetchDisks(api: ApiClient, query: URLSearchParams): Promise<readonly CheckedDisk[]> {
  const found: CheckedDisk[] = []
  for (let after: string | null = ''; after !== null;) {
    if (after !== '') query.set('after', after)
    const page: answers.Of<typeof answer> = readAnswer(
      await api.get(`/api/v1/disks?${query.toString()}`),
      answer,
    )
    found.push(...page.disks)
    after = page.next
  }
  return found
}

// From best to worst: a disk that nobody can read is worse than a good one, and a full one is worse still.
const order = ['ok', 'warning', 'unknown', 'critical', 'emergency'] as const

/** Finds the worst disk and says all that are not ok; no disk at all is unknown. */
function judge(disks: readonly CheckedDisk[]): Found {
  const more = { disks }
  const worst = order.findLast(severity => disks.some(disk => disk.severity === severity))
  if (!worst) return { status: 'unknown', summary: 'no such disk is known', more }
  const bad = disks
    .filter(({ severity }) => severity !== 'ok')
    .sort((a, b) => order.indexOf(b.severity) - order.indexOf(a.severity))
  const told = bad.length > 0 ? bad : disks
  const summary = told.map(disk => disk.summary).join(' ')
  return { status: statusOf(worst), summary, perf: disks.flatMap(perfOf), more }
}

function statusOf(severity: Severity): CheckStatus {
  return severity === 'emergency' ? 'critical' : severity
}

function perfOf({ mount, utilization_pct: value, thresholds }: CheckedDisk): readonly Perf[] {
  if (value === null) return []
  const { warning_pct: warning, critical_pct: critical } = thresholds
  const limits = { warning: warning ?? undefined, critical: critical ?? undefined }
  return [{ label: mount, value, unit: '%', ...limits }]
}
