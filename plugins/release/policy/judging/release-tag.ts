/** What the tag of an own image says. */
export interface ReleaseTag {
  /** The first 12 digits of the commit. */
  readonly commit: string
  readonly builtAt: Date
}

const form = /^([0-9a-f]{12})-(\d{4})(\d{2})(\d{2})t(\d{2})(\d{2})(\d{2})z$/

/** Reads `<sha12>-<YYYYMMDDtHHMMSSz>`; undefined for any other tag, and for a time that there never was. */
export function readReleaseTag(tag: string): ReleaseTag | undefined {
  const [, commit, year, month, day, hour, minute, second] = form.exec(tag) ?? []
  if (commit === undefined) return undefined
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const builtAt = new Date(text)
  const isMoment = !Number.isNaN(builtAt.getTime()) && builtAt.toISOString() === text
  return isMoment ? { commit, builtAt } : undefined
}
