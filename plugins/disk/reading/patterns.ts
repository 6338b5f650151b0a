/** Tells whether a path is what one of the patterns means: `*` stands for anything but a slash, `**` for anything, `?` for one character. */
export function matchesAny(patterns: readonly string[], path: string): boolean {
  return patterns.some(pattern => expressionOf(pattern).test(path))
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*|\*|\?)/).map(part => {
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    return part === '?' ? '[^/]' : part.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 's')
}
