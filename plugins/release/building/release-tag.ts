/** The tag of own images: twelve digits of the commit and the moment in UTC, `<sha12>-<YYYYMMDDtHHMMSSz>`. */
export function releaseTag(commit: string, now: Date): string {
  const moment = now
    .toISOString()
    .replace(/\.\d{3}/, '')
    .replaceAll(/[-:]/g, '')
    .toLowerCase()
  return `${commit.slice(0, 12)}-${moment}`
}
