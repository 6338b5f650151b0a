import { userInfo } from 'node:os'

/** What this process's user is called; a container may run as one that has no name, who is told by its number. */
export function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.()}`
  }
}
