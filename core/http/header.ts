import type { Request } from '@hapi/hapi'

/** One header of a request; undefined when it is absent. */
export function header(request: Request, name: string): string | undefined {
  const value: unknown = request.headers[name]
  return typeof value === 'string' ? value : undefined
}
