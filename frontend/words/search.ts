/** Something that can be found by what is typed. */
export interface Findable {
  /** What it is called. */
  readonly name: string
  /** What kind of thing it is, in a word or two. */
  readonly kind: string
  /** What else it is found by: an id, a host. */
  readonly also: string
}

/** The things that fit what is typed, the best first: every word of it has to be found in one. Among those that fit alike the order stays. */
export function search<T extends Findable>(
  things: readonly T[],
  typed: string,
  most: number,
): readonly T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return things
    .map(thing => ({ thing, score: scoreOf(thing, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ thing }) => thing)
}

function scoreOf({ name, kind, also }: Findable, words: readonly string[]): number {
  const [inName, inRest] = [name.toLowerCase(), `${kind} ${also}`.toLowerCase()]
  let sum = 1
  for (const word of words) {
    const score = Math.max(fitOf(word, inName), fitOf(word, inRest) / 2)
    if (score === 0) return 0
    sum += score
  }
  return sum
}

// All of it, its beginning, the beginning of a word of it, a part of it, its letters in their order: each better than the next.
function fitOf(word: string, text: string): number {
  if (text === word) return 100
  if (text.startsWith(word)) return 80
  const at = text.indexOf(word)
  if (at === -1) return lettersOf(word, text) ? 10 : 0
  const begins = text.split(/[^\p{L}\p{N}]+/u).some(part => part.startsWith(word))
  return begins ? 60 : 30
}

// One letter that is anywhere, or two, say nothing.
const fewestLetters = 3

function lettersOf(word: string, text: string): boolean {
  if (word.length < fewestLetters) return false
  let from = 0
  for (const letter of word) {
    const at = text.indexOf(letter, from)
    if (at === -1) return false
    from = at + 1
  }
  return true
}
