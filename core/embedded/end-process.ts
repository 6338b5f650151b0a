const graceMs = 200
const everyMs = 20
/** Work of threads: file system calls, look-ups of names, and what takes long to compute. */
const ofThreads = /^(FSReq|GetAddrInfo|GetNameInfo)|(Request|Job)$/

/**
 * Ends this process with a code, whatever its threads do. Node waits for them at its end, and one that asks a file system which does not
 * answer never comes back: then the process ends as if it had been killed, which is all that is left.
 */
export function endProcess(code: number): void {
  const untilMs = performance.now() + graceMs
  const look = (): void => {
    if (!process.getActiveResourcesInfo().some(name => ofThreads.test(name))) process.exit(code)
    if (performance.now() < untilMs) return void setTimeout(look, everyMs)
    // Children that are let go at the end of the process have to be let go now.
    process.emit('exit', code)
    process.kill(process.pid, 'SIGKILL')
  }
  look()
}
