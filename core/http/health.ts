import Joi from 'joi'
import type { HealthItem, HealthSource } from '../telemetry/health.ts'
import { defineRoute, type Route } from './route.ts'

const item = Joi.object({
  name: Joi.string().required(),
  state: Joi.string().valid('ok', 'degraded', 'failing').required(),
  reason: Joi.string(),
})

/** Routes that tell whether the process lives and whether it is ready; they need no token. */
export function healthRoutes(
  sources: readonly HealthSource[],
  isDraining: () => boolean,
): readonly Route[] {
  return [...['/health', '/healthz', '/api/v1/health'].map(alive), ready(sources, isDraining)]
}

function alive(path: string): Route {
  return defineRoute({
    method: 'GET',
    path,
    scope: 'public',
    tags: ['health'],
    lenient: true,
    summary: 'Tells that the process lives.',
    response: Joi.object({ ok: Joi.boolean().required() }),
    handle: async () => ({ body: { ok: true } }),
  })
}

function ready(sources: readonly HealthSource[], isDraining: () => boolean): Route {
  return defineRoute({
    method: 'GET',
    path: '/readyz',
    scope: 'public',
    tags: ['health'],
    lenient: true,
    summary: 'Tells whether the process is ready to serve, part by part; 503 when it is not.',
    response: Joi.object({
      ok: Joi.boolean().required(),
      items: Joi.array().items(item).required(),
    }),
    failureStatus: 503,
    async handle() {
      const items = [...sources.flatMap(source => source.health()), ...stopping(isDraining())]
      const ok = items.every(({ state }) => state !== 'failing')
      return {
        body: { ok, items },
        ...(ok ? {} : { status: 503, headers: { 'retry-after': '1' } }),
      }
    },
  })
}

function stopping(draining: boolean): readonly HealthItem[] {
  return draining ? [{ name: 'http', state: 'failing', reason: 'the process is stopping' }] : []
}
