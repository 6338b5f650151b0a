/** The rules of the policy, by their stable names. */
export const rules = {
  'unset-variable': 'Every variable in a reference has a value.',
  'invalid-reference': 'A reference can be read by the grammar of image references.',
  'missing-tag': 'A reference names a tag, or a digest where the image is not ours.',
  'floating-tag': 'A tag names a version: none of latest, main, stable and their kin.',
  'bare-major-tag': 'A tag names more than a major version: 16.4, not 16 or 16-alpine.',
  'own-tag': 'A tag of an own image is <sha12>-<utc>: the commit and when it was built.',
  'own-digest': 'An own image that has been pushed is named by its digest too.',
  'own-commit': 'An own image of a release carries the commit of that release.',
  'unnamed-image': 'What is built has a name.',
  'remote-build': 'What is built lies here, where its images can be seen.',
} as const

/** The name of a rule. */
export type RuleName = keyof typeof rules

/** The rules that are about a tag which moves. */
export const floatingRules: readonly RuleName[] = ['missing-tag', 'floating-tag', 'bare-major-tag']
