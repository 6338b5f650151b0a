/** A subject as sentences name it. */
export function nameOf({
  host,
  subject,
}: {
  readonly host: string | null
  readonly subject: string
}): string {
  return host === null || host === subject ? subject : `${subject} of ${host}`
}
