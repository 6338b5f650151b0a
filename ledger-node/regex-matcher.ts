import { caseFamily } from './regex-case.ts'
import type { RegexNode } from './regex-node.ts'

/** Goes on with the rest of the expression at a place in the text. */
type Next = (at: number) => boolean
/** Tries a part of the expression at a place, and the rest behind it. */
type Step = (at: number, next: Next) => boolean
type Way = 'forwards' | 'backwards'
type Range = readonly [number, number]

/** Matches an expression by trying, as .NET does: to the left inside a look behind, without going back into what is atomic. */
export class RegexMatcher {
  readonly #start: Step
  readonly #number: (group: string) => number
  #text = ''
  /** What each group has captured, the last one at the end. */
  #captures: Range[][] = []

  /** `number`: of a group by its name. */
  constructor(root: RegexNode, number: (group: string) => number) {
    this.#number = number
    this.#start = this.#step(root, 'forwards')
  }

  test(text: string): boolean {
    this.#text = text
    for (let at = 0; at <= text.length; at++) {
      this.#captures = []
      if (this.#start(at, () => true)) return true
    }
    return false
  }

  #step(node: RegexNode, way: Way): Step {
    switch (node.kind) {
      case 'char':
        return way === 'forwards'
          ? (at, next) =>
              at < this.#text.length && node.accepts(this.#text.charCodeAt(at)) && next(at + 1)
          : (at, next) => at > 0 && node.accepts(this.#text.charCodeAt(at - 1)) && next(at - 1)
      case 'anchor':
        return (at, next) => node.holds(this.#text, at) && next(at)
      case 'sequence':
        return this.#sequence(node.items, way)
      case 'choice': {
        const items = node.items.map(item => this.#step(item, way))
        return (at, next) => items.some(item => item(at, next))
      }
      case 'repeat':
        return node.item.kind === 'char' && node.mode === 'greedy'
          ? this.#run(node, node.item.accepts, way)
          : this.#repeat(node, this.#step(node.item, way))
      case 'capture':
        return this.#capture(node, way)
      case 'atomic':
        return this.#atomic(this.#step(node.item, way))
      case 'look':
        return this.#look(node)
      case 'reference':
        return this.#reference(node, way)
      case 'condition':
        return this.#condition(node, way)
    }
  }

  #sequence(items: readonly RegexNode[], way: Way): Step {
    const steps = items.map(item => this.#step(item, way))
    if (way === 'backwards') steps.reverse()
    const from = (i: number, at: number, next: Next): boolean => {
      const step = steps[i]
      return step ? step(at, end => from(i + 1, end, next)) : next(at)
    }
    return (at, next) => from(0, at, next)
  }

  /** As many of one character as there are, and then fewer. */
  #run({ min, max }: Repeat, accepts: (code: number) => boolean, way: Way): Step {
    const move = way === 'forwards' ? 1 : -1
    const look = way === 'forwards' ? 0 : -1
    return (at, next) => {
      const most = Math.min(max, way === 'forwards' ? this.#text.length - at : at)
      let count = 0
      while (count < most && accepts(this.#text.charCodeAt(at + count * move + look))) count++
      for (; count >= min; count--) if (next(at + count * move)) return true
      return false
    }
  }

  #repeat({ min, max, mode }: Repeat, item: Step): Step {
    const more = (at: number, count: number, next: Next): boolean =>
      count < max &&
      // A turn that matches nothing is not taken again and again.
      item(at, end => (end !== at || count < min) && turn(end, count + 1, next))
    const turn = (at: number, count: number, next: Next): boolean => {
      if (count < min) return more(at, count, next)
      if (mode === 'lazy') return next(at) || more(at, count, next)
      return more(at, count, next) || next(at)
    }
    return (at, next) => turn(at, 0, next)
  }

  #capture({ item, group, balances }: Capture, way: Way): Step {
    const step = this.#step(item, way)
    return (at, next) =>
      step(at, end => {
        const range: Range = way === 'forwards' ? [at, end] : [end, at]
        const taken = balances === undefined ? undefined : this.#stack(balances).pop()
        if (balances !== undefined && !taken) return false
        const kept: Range = taken ? [taken[1], range[0]] : range
        if (group !== undefined) this.#stack(group).push(kept)
        if (next(end)) return true
        if (group !== undefined) this.#stack(group).pop()
        if (balances !== undefined && taken) this.#stack(balances).push(taken)
        return false
      })
  }

  #stack(group: string): Range[] {
    return (this.#captures[this.#number(group)] ??= [])
  }

  #atomic(item: Step): Step {
    return (at, next) => {
      const before = this.#captures.map(stack => [...stack])
      const end = endOf(item, at)
      if (end !== undefined && next(end)) return true
      this.#captures = before
      return false
    }
  }

  #look({ item, way, wants }: Look): Step {
    const step = this.#step(item, way === 'ahead' ? 'forwards' : 'backwards')
    return (at, next) => {
      const before = this.#captures.map(stack => [...stack])
      const isFound = endOf(step, at) !== undefined
      if (wants === 'no match') this.#captures = before
      if (isFound === (wants === 'match') && next(at)) return true
      this.#captures = before
      return false
    }
  }

  #reference({ group, compares }: Reference, way: Way): Step {
    return (at, next) => {
      const range = this.#stack(group).at(-1)
      if (!range) return false
      const length = Math.max(0, range[1] - range[0])
      const start = way === 'forwards' ? at : at - length
      if (start < 0 || start + length > this.#text.length) return false
      for (let i = 0; i < length; i++) {
        const wanted = this.#text.charCodeAt(range[0] + i)
        const found = this.#text.charCodeAt(start + i)
        const isEqual =
          compares === 'exactly' ? wanted === found : caseFamily(wanted).includes(found)
        if (!isEqual) return false
      }
      return next(way === 'forwards' ? start + length : start)
    }
  }

  #condition({ test, yes, no }: Condition, way: Way): Step {
    const [then, otherwise] = [this.#step(yes, way), this.#step(no, way)]
    if (typeof test === 'string')
      return (at, next) => (this.#stack(test).length > 0 ? then : otherwise)(at, next)
    const holds = this.#step(test, 'forwards')
    return (at, next) => (endOf(holds, at) === undefined ? otherwise : then)(at, next)
  }
}

type Repeat = Extract<RegexNode, { kind: 'repeat' }>
type Capture = Extract<RegexNode, { kind: 'capture' }>
type Look = Extract<RegexNode, { kind: 'look' }>
type Reference = Extract<RegexNode, { kind: 'reference' }>
type Condition = Extract<RegexNode, { kind: 'condition' }>

/** Where the first way ends in which a part matches by itself. */
function endOf(step: Step, at: number): number | undefined {
  let found: number | undefined
  step(at, end => {
    found = end
    return true
  })
  return found
}
