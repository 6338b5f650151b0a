/** A sentence, with the reason behind it when one was given. */
export function forReason(sentence: string, reason: string | null): string {
  return reason === null ? `${sentence}.` : `${sentence}: ${reason.replace(/\.?$/, '.')}`
}
