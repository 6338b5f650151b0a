import type { Run } from '../run.ts'

/** The links of the evidence that stands, each once: in the order last arranged, then as they came. */
export function shownLinks({
  evidence,
  arrangement,
}: Pick<Run, 'evidence' | 'arrangement'>): readonly string[] {
  const standing = [...new Set(evidence.map(({ url }) => url).filter(url => url !== null))]
  const arranged = arrangement.filter(url => standing.includes(url))
  return [...arranged, ...standing.filter(url => !arranged.includes(url))]
}
