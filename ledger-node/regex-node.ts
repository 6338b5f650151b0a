/** Tells of one UTF-16 code unit whether it is in a set. */
export type CharSet = (code: number) => boolean

/** A group, by its number or its name, until all groups of the expression are known. */
export type GroupName = string

/** A part of a regular expression. */
export type RegexNode =
  | { readonly kind: 'char'; readonly accepts: CharSet }
  | { readonly kind: 'anchor'; readonly holds: (text: string, at: number) => boolean }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly items: readonly RegexNode[] }
  | {
      readonly kind: 'repeat'
      readonly item: RegexNode
      readonly min: number
      readonly max: number
      readonly mode: 'greedy' | 'lazy'
    }
  /** `balances`: the group whose last capture this one takes away. */
  | {
      readonly kind: 'capture'
      readonly item: RegexNode
      readonly group: GroupName | undefined
      readonly balances: GroupName | undefined
    }
  | { readonly kind: 'atomic'; readonly item: RegexNode }
  | {
      readonly kind: 'look'
      readonly item: RegexNode
      readonly way: 'ahead' | 'behind'
      readonly wants: 'match' | 'no match'
    }
  | {
      readonly kind: 'reference'
      readonly group: GroupName
      readonly compares: 'exactly' | 'without case'
    }
  | {
      readonly kind: 'condition'
      readonly test: RegexNode | GroupName
      readonly yes: RegexNode
      readonly no: RegexNode
    }
