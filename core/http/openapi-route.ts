import Joi from 'joi'
import { createOpenapi } from './openapi.ts'
import { defineRoute, type Route } from './route.ts'

/** The route of the OpenAPI document, which describes these routes and itself. */
export function openapiRoute(routes: readonly Route[], version: string): Route {
  const route: Route = defineRoute({
    method: 'GET',
    path: '/openapi.json',
    scope: 'public',
    tags: ['operations'],
    summary: 'This document: every route, in OpenAPI 3.1.',
    response: Joi.object({ openapi: Joi.string().required() }).unknown(),
    handle: async () => ({ body: document }),
  })
  const document = createOpenapi([...routes, route], version)
  return route
}
