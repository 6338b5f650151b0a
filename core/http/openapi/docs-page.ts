import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Plugin, Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import inert from '@hapi/inert'
import { pageHeaders } from '../answers/security-headers.ts'

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Decklog API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" href="/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

// Without validatorUrl the page would send the document to a server elsewhere.
const start = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
})
`

const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

/** The page at `/docs`: the OpenAPI document for people, under a strict content security policy. */
export const docsPage: Plugin<undefined> = {
  name: 'docs',
  async register(hapi) {
    await hapi.register(inert)
    const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
    hapi.route([
      text('/docs', html, 'text/html'),
      text('/docs/start.js', start, 'text/javascript'),
      ...files.map(file => asset(file, folder)),
    ])
    const dress = (request: Request, h: ResponseToolkit): symbol => {
      const { response } = request
      if (!(response instanceof Error)) Object.assign(response.headers, pageHeaders)
      return h.continue
    }
    // Of the pages alone: what every answer passes would cost every answer.
    hapi.ext('onPreResponse', dress, { sandbox: 'plugin' })
  },
}

function text(path: string, body: string, type: string): ServerRoute {
  return {
    method: 'GET',
    path,
    options: { auth: false },
    handler: (_request, h) => h.response(body).type(type),
  }
}

function asset(file: string, folder: string): ServerRoute {
  return {
    method: 'GET',
    path: `/docs/${file}`,
    options: { auth: false },
    handler: { file: { path: `${folder}/${file}`, confine: folder } },
  }
}
