/** Path of what can be asked or done about one projection. */
export function projectionPath(name: string, what: string): string {
  return `/api/v1/projections/${encodeURIComponent(name)}/${what}`
}
