/** An event as a client proposed it. */
export interface EventDraft {
  /** Canonical: lower case, with dashes. */
  readonly id: string
  readonly type: string
  readonly isJson: boolean
  readonly data: Buffer
  readonly metadata: Buffer
}
