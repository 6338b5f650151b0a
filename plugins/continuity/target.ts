/** What can be asked of a board's runtime. */
export const runtimeKinds = ['sessions', 'http', 'tcp'] as const

/** What can be asked of an agent itself. */
export const probeKinds = ['http', 'tcp'] as const

export type RuntimeKind = (typeof runtimeKinds)[number]
export type ProbeKind = (typeof probeKinds)[number]

/** What is asked, how often, and what a good answer is. */
export interface Target<Kind extends RuntimeKind = RuntimeKind> {
  readonly kind: Kind
  /** `http://`, `https://` or, for `tcp`, `tcp://host:port`; never with a user or a password in it. */
  readonly url: string
  readonly everySeconds: number
  readonly timeoutSeconds: number
  /** Of kind `http`: the status of a good answer; null: any from 200 to 299. */
  readonly expectStatus: number | null
  /** Of kind `http`: text that the body of a good answer contains; null: any. */
  readonly expectBody: string | null
}

export type RuntimeTarget = Target
export type ProbeTarget = Target<ProbeKind>

/** Tells whether a reading was taken of this target, as it is now. */
export function isOf(
  reading: Pick<Target, 'kind' | 'url'>,
  target: Pick<Target, 'kind' | 'url'>,
): boolean {
  return reading.kind === target.kind && reading.url === target.url
}
