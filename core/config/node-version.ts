const least = { major: 20, minor: 19 } as const

/** Why a Node of this version cannot run Decklog, in one sentence; undefined when it can. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > least.major || (major === least.major && minor >= least.minor)) return undefined
  return `this is Node ${version}, and Decklog needs Node ${least.major}.${least.minor} or newer.`
}
