import type { EvidenceAttached, EvidenceWithdrawn, LinksArranged } from '../events.ts'
import { isOpen, rulesOf, type Run } from '../run.ts'
import { refused } from '../running/refused.ts'
import { type Context, foresee, type Rule } from '../running/rule.ts'
import { attached } from './evidence.ts'

/** A list of links replaces those that are shown: what it leaves out is withdrawn, and history keeps it. */
export const replaceLinks: Rule = (run, context) => {
  const { links } = context.change
  if (links === undefined) return []
  const changes = [...withdrawOthers(run, links, context), ...attachNew(run, links, context)]
  return [...changes, ...arrange(changes, run, { links, context })]
}

function withdrawOthers(
  run: Run,
  links: readonly string[],
  context: Context,
): readonly EvidenceWithdrawn[] {
  const gone = run.evidence.filter(({ url }) => url !== null && !links.includes(url))
  if (gone.length > 0 && !isOpen(run) && rulesOf(run) === 'release')
    throw refused('run_completed', context)
  const reason = 'A list of links was sent without it.'
  return gone.map(({ evidenceId }) => ({
    type: 'gsd.EvidenceWithdrawn',
    data: { runId: run.runId, evidenceId, reason },
  }))
}

function attachNew(
  run: Run,
  links: readonly string[],
  { change }: Context,
): readonly EvidenceAttached[] {
  const stage = change.stage ?? run.stage
  return links
    .filter(link => !run.evidence.some(({ url }) => url === link))
    .map((url, index) => {
      const content = { type: 'link', title: url, url, predicate: null, subject: [] }
      const ordinal = run.evidenceCount + index
      return attached(run, content, { stage, verificationId: null, ordinal })
    })
}

function arrange(
  changes: readonly (EvidenceAttached | EvidenceWithdrawn)[],
  before: Run,
  { links, context }: { readonly links: readonly string[]; readonly context: Context },
): readonly LinksArranged[] {
  const run = changes.reduce<Run | null>((r, event) => foresee(r, event, context), before)
  if (run === null || shownLinks(run).every((link, index) => link === links[index])) return []
  return [{ type: 'gsd.LinksArranged', data: { runId: before.runId, links } }]
}

/** The links of the evidence that stands, each once: in the order last arranged, then as they came. */
export function shownLinks({
  evidence,
  arrangement,
}: Pick<Run, 'evidence' | 'arrangement'>): readonly string[] {
  const standing = [...new Set(evidence.map(({ url }) => url).filter(url => url !== null))]
  const arranged = arrangement.filter(url => standing.includes(url))
  return [...arranged, ...standing.filter(url => !arranged.includes(url))]
}
