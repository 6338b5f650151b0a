import Joi from 'joi'
import { DecklogError, invalidField, notFound } from '../errors.ts'
import { toProblem } from '../http/answers/problem.ts'
import { jsonLines, jsonLinesType } from '../http/answers/to-json.ts'
import { defineRoute, type Route } from '../http/route.ts'
import type { Healable } from '../healing/healable.ts'
import type { ConfiguredPlugin } from '../loading/loaded-plugin.ts'
import { within } from '../timing/within.ts'
import { createValidator, notValid } from '../validation/validator.ts'
import {
  runWhatIf,
  type WhatIfParts,
  type WhatIfProgress,
  type WhatIfResult,
} from './run-what-if.ts'
import { type OutcomeKind, outcomeKinds, type WhatIf } from './what-if.ts'

const tellEveryMs = 1_000
const maxBytes = 256 * 1_024

interface Asked {
  readonly config: object
  readonly from: Date
  readonly to: Date
}

interface RouteParts extends WhatIfParts {
  readonly plugins: readonly ConfiguredPlugin[]
  healables(): readonly Healable[]
  now(): Date
}

/** The route that judges what was recorded by other settings. */
export function whatIfRoutes(parts: RouteParts): readonly Route[] {
  let running = false
  return [
    defineRoute<{ readonly plugin: string }, unknown, Asked>({
      method: 'POST',
      path: '/api/v1/what-if/{plugin}',
      scope: 'audit',
      tags: ['history'],
      revision: 'none',
      summary:
        'Judges what was observed in a range by other settings of a plugin, and compares what comes of it with what was recorded; nothing is written. The answer is one JSON value a line: {kind: progress, events, position, target}, {kind: change, of, change, subject, state, at, was}, {kind: held, level, recorded_seconds, judged_seconds}, and at last {kind: result, …} or {kind: failed, code, detail}.',
      params: Joi.object({
        plugin: Joi.string().max(100).required().description('Name of the plugin.'),
      }),
      payload: Joi.object({
        config: Joi.object()
          .unknown()
          .default({})
          .description(
            'The section of the plugin, as in a configuration; what is left out is default.',
          ),
        from: Joi.date().iso().required().description('Begin of the range.'),
        to: Joi.date().iso().description('End of the range; now by default.'),
      }),
      maxBytes,
      response: Joi.string().meta({ contentType: jsonLinesType }),
      async handle({ params, payload: { config, from, to = parts.now() }, caller, signal }) {
        if (caller.boards !== null) throw limitedToBoards()
        if (from >= to) throw invalidField('from', 'must be before to')
        const whatIf = whatIfOf(parts, params.plugin, config)
        if (running) throw busy()
        running = true
        const lines = linesOf(parts, { whatIf, range: { from, to }, signal })
        const body = jsonLines(lines)
        body.once('close', () => (running = false))
        return { body, headers: { 'content-type': jsonLinesType } }
      },
    }),
  ]
}

function whatIfOf(
  { plugins: configured, healables }: Pick<RouteParts, 'plugins' | 'healables'>,
  name: string,
  config: object,
): WhatIf {
  const found = configured.find(one => one.plugin.name === name)
  if (!found) throw notFound('plugin')
  const { plugin } = found
  if (!plugin.whatIf) {
    const able = configured.flatMap(one => (one.plugin.whatIf ? [one.plugin.name] : []))
    throw invalidField(
      'plugin',
      `judges nothing that could be judged again; there are: ${able.join(', ')}`,
    )
  }
  const { value, errors } = createValidator<object>(plugin.config)(config)
  if (errors.length > 0)
    throw notValid(errors.map(({ field, message }) => ({ field: `config.${field}`, message })))
  return plugin.whatIf(value, found.config, healables())
}

type Running = Omit<Parameters<typeof runWhatIf>[1], 'report'>

/** Says how far it is while it works, and at last what came of it. */
async function* linesOf(parts: WhatIfParts, running: Running): AsyncGenerator<object> {
  const stopped = new AbortController()
  const signal = AbortSignal.any([running.signal, stopped.signal])
  let progress: WhatIfProgress = { events: 0, position: 0n, target: 0n }
  const work = runWhatIf(parts, { ...running, signal, report: now => (progress = now) })
  const ended = work.then(
    () => true,
    () => true,
  )
  try {
    while (!(await within({ ms: tellEveryMs }, () => ended).catch(() => false)))
      yield { kind: 'progress', ...progress }
    yield* await work.then(resultLines, failureLines)
  } finally {
    stopped.abort()
  }
}

function resultLines({ changes, held, same, ...looked }: WhatIfResult): readonly object[] {
  return [
    ...changes.map(({ kind: of, ...change }) => ({ kind: 'change', of, ...change })),
    ...held.map(({ state: level, recordedSeconds, judgedSeconds }) => ({
      ...{ kind: 'held', level },
      ...{ recorded_seconds: recordedSeconds, judged_seconds: judgedSeconds },
    })),
    {
      kind: 'result',
      ...looked,
      ...Object.fromEntries(outcomeKinds.map(kind => [`${kind}s`, countsOf(changes, kind, same)])),
    },
  ]
}

function countsOf(
  changes: WhatIfResult['changes'],
  kind: OutcomeKind,
  same: WhatIfResult['same'],
): object {
  const count = (change: string): number =>
    changes.filter(one => one.kind === kind && one.change === change).length
  return {
    ...{ same: same[kind], added: count('added') },
    ...{ removed: count('removed'), moved: count('moved') },
  }
}

function failureLines(error: unknown): readonly object[] {
  const { code, detail } = toProblem(error, '').problem
  return [{ kind: 'failed', code, detail }]
}

function limitedToBoards(): DecklogError {
  const message =
    'What would have been tells of every board; a token that is limited to boards cannot ask.'
  return new DecklogError('DECKLOG_FORBIDDEN', message)
}

function busy(): DecklogError {
  const message = 'Another question of what would have been is being answered.'
  return new DecklogError('DECKLOG_RATE_LIMITED', message, { retryAfterSeconds: 5 })
}
