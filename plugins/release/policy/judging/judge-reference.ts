import type { ImageReference } from '../reference/image-reference.ts'
import { isOwn } from './is-own.ts'
import { judgeTag } from './judge-tag.ts'
import type { Policy } from './policy.ts'
import { readReleaseTag } from './release-tag.ts'
import { floatingRules, type RuleName } from './rules.ts'

/** What is wrong with a reference, apart from where it stands. */
export interface Fault {
  readonly rule: RuleName
  readonly message: string
  readonly fix: string
  readonly waiving: 'possible' | 'refused'
}

const ownFix = 'Name it by the tag that the release gave it: <sha12>-<YYYYMMDDtHHMMSSz>.'
const foreignFix = 'Name an exact version, such as 16.4, or the digest alone.'

/** Judges an image by its reference alone. */
export function judgeReference(reference: ImageReference, policy: Policy): readonly Fault[] {
  const own = isOwn(reference, policy.ownImages)
  const faults = own ? judgeOwn(reference, policy) : judgeForeign(reference, policy)
  return faults.map(([rule, message]) => ({
    rule,
    message,
    fix: fixOf(rule, own),
    waiving: own && floatingRules.includes(rule) ? 'refused' : 'possible',
  }))
}

type Complaint = readonly [RuleName, string]

function judgeForeign({ tag, digest }: ImageReference, policy: Policy): readonly Complaint[] {
  if (tag !== undefined) return floats(tag, policy)
  return digest === undefined ? [['missing-tag', 'It has no tag, which means latest.']] : []
}

function judgeOwn({ tag, digest }: ImageReference, policy: Policy): readonly Complaint[] {
  const unpinned: readonly Complaint[] =
    digest === undefined && policy.ownDigests === 'required'
      ? [['own-digest', 'It has been pushed and has no digest.']]
      : []
  return [...judgeOwnTag(tag, policy), ...unpinned]
}

function judgeOwnTag(tag: string | undefined, policy: Policy): readonly Complaint[] {
  if (tag === undefined) return [['missing-tag', 'An own image has a tag beside its digest.']]
  if (readReleaseTag(tag)) return []
  const floating = floats(tag, policy)
  return floating.length > 0
    ? floating
    : [['own-tag', `The tag ${tag} does not say which commit it is, built when.`]]
}

function floats(tag: string, policy: Policy): readonly Complaint[] {
  switch (judgeTag(tag, policy.floatingWords)) {
    case 'exact':
      return []
    case 'floating':
      return [['floating-tag', `The tag ${tag} means another image tomorrow.`]]
    case 'bare_major':
      return [['bare-major-tag', `The tag ${tag} names a major version alone.`]]
  }
}

function fixOf(rule: RuleName, own: boolean): string {
  if (rule === 'own-digest') return 'Add @sha256:… as the release manifest has it.'
  return own ? ownFix : foreignFix
}
