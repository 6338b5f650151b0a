import Joi from 'joi'
import type { Metrics } from '../telemetry/metrics.ts'
import { defineRoute, type Route } from './route.ts'

/** The route that Prometheus scrapes; it needs no token and has its own switch. */
export function metricsRoute(metrics: Metrics): Route {
  return defineRoute({
    method: 'GET',
    path: '/metrics',
    scope: 'public',
    tags: ['operations'],
    summary: 'Metrics of this process in the text format of Prometheus.',
    response: Joi.string().meta({ contentType: 'text/plain' }),
    async handle() {
      return {
        body: await metrics.expose(),
        headers: { 'content-type': metrics.registry.contentType },
      }
    },
  })
}
