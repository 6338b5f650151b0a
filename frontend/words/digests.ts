/** The first digits of a digest, as people compare them: `9c1e2f44a0b1`. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12)
}
