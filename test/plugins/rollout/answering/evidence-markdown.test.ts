import t from 'tap'
import { evidenceMarkdown } from '../../../../plugins/rollout/answering/evidence-command.ts'

const run = {
  ...{ id: 'r1', run_name: 'Recovery', iteration_number: 2, stage: 'hardening' },
  ...{ status: 'completed', release_id: 'f00d', created_at: '2026-01-01T00:00:00.000Z' },
  completed_at: '2026-01-01T03:00:00.000Z',
  gate_decisions: [
    {
      ...{ id: 'd1', stage: 'rollout', decision: 'allow', effect: 'allowed' },
      decided_at: '2026-01-01T01:00:00.000Z',
    },
  ],
}
const check = { name: 'running_images', required: true, verdict: 'passed', detail: 'a | b' }
const verifications = [
  {
    ...{ target: 'production', verdict: 'passed', event_id: 'e1', checks: [check] },
    finished_at: '2026-01-01T02:00:00.000Z',
  },
]
const image = { name: 'backend', repository: 'ghcr.io/x', tag: 't', digest: 'sha256:aa' }
const release = { commit: 'c0ffee', built_at: '2026-01-01T00:30:00.000Z', images: [image] }
const approvals = [
  {
    ...{ stage: 'completion', decision: 'approved', actor: 'person:ada', note: null },
    ...{ decided_at: '2026-01-01T02:30:00.000Z', state: 'valid' },
  },
]
const timeline = [
  { event_id: 'e0', type: 'gsd.RunStarted', at: '2026-01-01T00:00:00.000Z', actor: 'service:ci' },
]

t.test(
  'tells images with digests, checks, approvals, gates and the events behind them',
  async t => {
    const text = evidenceMarkdown({ run, approvals, timeline, verifications, release })
    t.match(text, '## Recovery, iteration 2')
    t.match(text, '| backend | `ghcr.io/x:t` | `sha256:aa` |')
    t.match(text, '| running_images | passed | a \\| b | `e1` |', 'a bar in a cell is escaped')
    t.match(text, '| completion | approved (valid) | person:ada |')
    t.match(text, '| rollout | allow, allowed | `d1` |')
    t.match(text, '| gsd.RunStarted | service:ci | `e0` |')
  },
)

t.test('leaves out what there is not', async t => {
  const bare = { ...run, release_id: null, completed_at: null, gate_decisions: [] }
  const text = evidenceMarkdown({
    ...{ run: bare, approvals: [], timeline: [], verifications: [], release: null },
  })
  t.notMatch(text, '###')
  t.match(text, 'completed not yet')
})

t.test('text of others is text: no line, cell, link or markup of theirs', async t => {
  const odd =
    'a|b\n# c <script>d</script> [e](javascript:f) **g** `h` ~~i~~ \u001b[31m\u202e \\ &lt;'
  const all = evidenceMarkdown({
    run: { ...run, run_name: odd, stage: odd, gate_decisions: [] },
    approvals: [{ ...approvals[0]!, note: odd, actor: odd }],
    timeline: [{ ...timeline[0]!, event_id: odd, actor: odd }],
    verifications: [{ ...verifications[0]!, target: odd, checks: [{ ...check, detail: odd }] }],
    release: { ...release, commit: odd, images: [{ ...image, tag: odd, name: odd }] },
  })
  const shown =
    'a\\|b # c \\<script\\>d\\</script\\> \\[e\\](javascript:f) \\*\\*g\\*\\* \\`h\\` \\~\\~i\\~\\~ �\\[31m� \\\\ &amp;lt;'
  t.ok(all.includes(`## ${shown}, iteration 2`))
  t.ok(all.includes(`| ${shown} | \``) || all.includes(`| ${shown} |`))
  t.notMatch(all, /(?!\n)\p{Cc}|\u202e/u)
  for (const line of all.split('\n').filter(line => line.startsWith('|')))
    t.ok(line.match(/(?<!\\)\|/g)!.length <= 7, 'no cell of theirs')
  t.equal(all.split('\n').filter(line => line.startsWith('#')).length, 5, 'no heading of theirs')
})
