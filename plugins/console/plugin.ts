import { fileURLToPath } from 'node:url'
import { definePlugin, Joi } from '../../core/plugin-api.ts'
import { type Assets, readAssets } from './assets.ts'
import { consoleRoutes } from './routes.ts'

const built = fileURLToPath(new URL('../../frontend/', import.meta.url))

/** Serves the console at `/`. */
export default definePlugin({
  name: 'console',
  version: '1.0.0',
  config: Joi.object({
    serve: Joi.boolean()
      .default(true)
      .meta({ judges: false })
      .description('Serve the console at `/`; where another server does, it need not be.'),
  }),
  events: {},
  streams: {},
  create: ({ config: { serve } }: { readonly config: { readonly serve: boolean } }) => {
    let assets: Promise<Assets> | undefined
    return serve ? { routes: consoleRoutes(() => (assets ??= readAssets(built))) } : {}
  },
})
