/** Why a text is no image reference, and what its writer does about it. */
export const referenceProblems = {
  empty: { message: 'It is empty.', fix: 'Name an image.' },
  image_id: {
    message: 'It is the id of an image, which only one machine knows.',
    fix: 'Name the image by its repository.',
  },
  uppercase: { message: 'Its repository is not in lower case.', fix: 'Write it in lower case.' },
  domain: {
    message: 'Its registry is no host name or address with an optional port.',
    fix: 'Correct the registry.',
  },
  path: {
    message: 'Its repository is not made of a-z and 0-9 with single separators between.',
    fix: 'Correct the repository.',
  },
  length: { message: 'Its repository is longer than 255 characters.', fix: 'Shorten it.' },
  tag: {
    message: 'Its tag is not a letter, digit or underscore with up to 127 more, dots and dashes.',
    fix: 'Correct the tag.',
  },
  digest: {
    message: 'Its digest is not sha256: and 64 hexadecimal digits in lower case.',
    fix: 'Copy the digest anew.',
  },
} as const

/** A kind of fault in an image reference. */
export type ReferenceProblem = keyof typeof referenceProblems
