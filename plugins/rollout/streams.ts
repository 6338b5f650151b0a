/** Where a verification is recorded. */
export function verificationStream(verificationId: string): string {
  return `verification-${verificationId}`
}

/** Where a verification is to be read. */
export function evidenceLinkOf(verificationId: string): string {
  return `/api/v1/verifications/${verificationId}`
}
