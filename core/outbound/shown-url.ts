/** A URL as anybody may be told it: where it leads, without credentials and without what it asks, which may be a secret. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return 'a URL that cannot be read'
  const { protocol, host, pathname, search } = new URL(url)
  return `${protocol}//${host}${pathname}${search === '' ? '' : '?…'}`
}
