import { shapes } from '../../core/plugin-api.ts'

/** What can be asked of a board's runtime. */
export const runtimeKinds = ['sessions', 'http', 'tcp'] as const

/** What can be asked of an agent itself. */
export const probeKinds = ['http', 'tcp'] as const

export type RuntimeKind = (typeof runtimeKinds)[number]
export type ProbeKind = (typeof probeKinds)[number]

// Of kind `http` alone are the status and the text of a good answer.
const target = <const Kind extends RuntimeKind>(
  kinds: readonly Kind[],
  { url, expectStatus }: { readonly url: string; readonly expectStatus: number | null },
) =>
  shapes.record({
    kind: shapes.oneOf(kinds, 'How it is asked.'),
    // `http://`, `https://` or, for `tcp`, `tcp://host:port`; never with a user or a password in it.
    url: shapes.text('Where.', url, schema => schema.max(2_048)),
    everySeconds: shapes.seconds('How often.', 30),
    timeoutSeconds: shapes.seconds('How long it may take to answer.', 5),
    expectStatus: shapes.nullable(
      shapes.count('Status of a good answer; null: any 2xx.', 200),
      expectStatus,
    ),
    expectBody: shapes.nullable(
      shapes.text('Text in the body of a good answer; null: any.', 'ok'),
      null,
    ),
  })

/** What is asked of a board's runtime, how often, and what a good answer is. */
export const runtimeTarget = target(runtimeKinds, {
  url: 'http://10.0.0.5:18789/sessions',
  expectStatus: null,
})

/** The same of an agent itself. */
export const probeTarget = target(probeKinds, {
  url: 'http://10.0.0.6:9000/healthz',
  expectStatus: 200,
})

export type RuntimeTarget = shapes.Of<typeof runtimeTarget>
export type ProbeTarget = shapes.Of<typeof probeTarget>
export type Target<Kind extends RuntimeKind = RuntimeKind> = RuntimeTarget & {
  readonly kind: Kind
}

/** Tells whether a reading was taken of this target, as it is now. */
export function isOf(
  reading: Pick<Target, 'kind' | 'url'>,
  target: Pick<Target, 'kind' | 'url'>,
): boolean {
  return reading.kind === target.kind && reading.url === target.url
}
