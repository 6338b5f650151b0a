import { shortDigest } from '../words/digests.ts'

/** The first digits of a digest; all of it on hover and focus, and for who copies it. */
export function Digest({ of }: { readonly of: string }) {
  return (
    <code class="digest" tabIndex={0} data-tip={of}>
      {shortDigest(of)}
    </code>
  )
}
