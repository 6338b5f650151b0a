const needed = /^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|PG\w+|NODE_\w+|SSL_CERT_\w+)$/

/** The environment of a process of our own: what programs need, and none of the secrets that this one was given. */
export function childEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) =>
      value !== undefined && needed.test(key) ? [[key, value]] : [],
    ),
  )
}
