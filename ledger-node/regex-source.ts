/** The text of an expression, and how far it has been read. */
export class RegexSource {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get at(): number {
    return this.#at
  }

  get ended(): boolean {
    return this.#at >= this.#text.length
  }

  /** The character `ahead` of the next one; empty behind the end. */
  peek(ahead = 0): string {
    return this.#text.charAt(this.#at + ahead)
  }

  startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#at)
  }

  /** Takes the next character; throws at the end. */
  next(): string {
    if (this.ended) throw new SyntaxError('The expression is not complete')
    return this.#text.charAt(this.#at++)
  }

  /** Takes what a sticky expression matches here. */
  match(expression: RegExp): string | undefined {
    const sticky = expression
    sticky.lastIndex = this.#at
    const found = sticky.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  take(text: string): boolean {
    if (!this.startsWith(text)) return false
    this.#at += text.length
    return true
  }

  expect(text: string): void {
    if (!this.take(text)) throw new SyntaxError(`${text} is missing at ${this.#at}`)
  }

  back(to: number): void {
    this.#at = to
  }
}
