import type { Level } from '../../words/levels.ts'
import type { Recovery } from './recovery-data.ts'

/** How bad it is how a recovery stands. */
export function levelOfRecovery({ standing }: Pick<Recovery, 'standing'>): Level {
  if (standing === 'escalated') return 'critical'
  return standing === 'idle' ? 'ok' : 'warning'
}

const words: Readonly<Record<Recovery['standing'], string>> = {
  idle: 'nothing is tried',
  suggested: 'waits for approval',
  asked: 'is about to be tried',
  attempting: 'is being tried',
  escalated: 'has given up',
}

/** How a recovery stands, in words. */
export function wordsOfRecovery({ standing, outcome }: Recovery): string {
  return standing === 'idle' && outcome === 'verified' ? 'has helped' : words[standing]
}

/** What it is about: `/data of web01`. */
export function aboutOf({ subject, host }: Pick<Recovery, 'subject' | 'host'>): string {
  return host === null ? subject : `${subject} of ${host}`
}

/** Where the thing itself is shown; null where it has no page. */
export function pageOf({
  kind,
  subject_id: id,
  board_id: board,
}: Recovery): readonly [string, Readonly<Record<string, string>>?] | null {
  if (kind === 'disk') return [`/disks/${encodeURIComponent(id)}`]
  if (kind === 'agent') return board === null ? null : [`/boards/${board}`, { open: id }]
  if (kind === 'target') return ['/targets', { open: id }]
  if (kind === 'runtime') return [`/boards/${encodeURIComponent(id)}`]
  return kind === 'host' ? null : [`/guards/${encodeURIComponent(kind)}`, { open: id }]
}
