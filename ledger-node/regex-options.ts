/** How a part of an expression is to be read. */
export interface RegexOptions {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly extended: boolean
  /** Plain groups capture nothing. */
  readonly explicit: boolean
}

/** What holds before any option is given. */
export const noOptions: RegexOptions = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  extended: false,
  explicit: false,
}

const letters: Readonly<Record<string, keyof RegexOptions>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  x: 'extended',
  n: 'explicit',
}

/** Applies letters such as `i` or `im-s`; throws at one that means nothing. */
export function changeOptions(before: RegexOptions, text: string): RegexOptions {
  const changed: Record<string, boolean> = { ...before }
  let value = true
  for (const letter of text) {
    const option = letters[letter.toLowerCase()]
    if (option) changed[option] = value
    else if (letter === '-') value = false
    else if (letter === '+') value = true
    else throw new SyntaxError(`There is no option ${letter}`)
  }
  return { ...before, ...changed }
}
