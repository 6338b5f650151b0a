import { type Answer, defineRoute, Joi, notFound, type Route } from '../../core/plugin-api.ts'
import type { Asset, Assets } from './assets.ts'
import { pageNames } from './pages.ts'

/** Scripts, styles, images and calls of this origin alone; nothing inline, nothing evaluated, in nobody's frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const shared = { method: 'GET', scope: 'public', tags: ['console'] } as const

/** Routes that serve the console: its page at every address of its pages, and what that loads. They need no token; what they show does. */
export function consoleRoutes(read: () => Promise<Assets>): readonly Route[] {
  const paths = ['/', ...pageNames.map(name => `/${name}/{rest*}`)]
  return [...paths.map(path => pageRoute(path, read)), assetRoute(read)]
}

function pageRoute(path: string, read: () => Promise<Assets>): Route {
  return defineRoute({
    ...shared,
    path,
    summary: 'The console: a page for people, which asks this API.',
    lenient: true,
    asOf: 'ignored',
    params: Joi.object({
      rest: Joi.string().allow('').description('Which of its pages: the page itself reads it.'),
    }),
    response: Joi.string().meta({ contentType: 'text/html' }),
    async handle() {
      return answer((await read()).get('index.html'), 'no-cache')
    },
  })
}

function assetRoute(read: () => Promise<Assets>): Route {
  return defineRoute<{ readonly name: string }>({
    ...shared,
    path: '/assets/{name}',
    summary: 'A script, style or image of the console; its name changes with what it holds.',
    lenient: true,
    params: Joi.object({ name: Joi.string().max(200).required().description('Its name.') }),
    response: Joi.any().meta({ contentType: 'application/octet-stream' }),
    async handle({ params: { name } }) {
      const assets = await read()
      return answer(assets.get(`assets/${name}`), 'public, max-age=31536000, immutable')
    },
  })
}

function answer(asset: Asset | undefined, caching: string): Answer {
  if (asset === undefined) throw notFound('file of the console')
  return {
    body: asset.bytes,
    headers: {
      'content-type': asset.type,
      'content-security-policy': policy,
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': caching,
      etag: asset.etag,
    },
  }
}
