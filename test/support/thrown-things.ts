const withGetters = (): object =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      ['message', 'code', 'name', 'stack', 'cause', 'errors', 'toString'].map(name => [
        name,
        {
          get() {
            throw new Error('a getter')
          },
        },
      ]),
    ),
  )

const hostile = (): unknown =>
  new Proxy(
    {},
    {
      get() {
        throw new Error('a trap')
      },
      has() {
        throw new Error('a trap')
      },
      ownKeys() {
        throw new Error('a trap')
      },
      getPrototypeOf() {
        throw new Error('a trap')
      },
    },
  )

/** What code that is not ours may throw, by name: anything. */
export const thrownThings: readonly (readonly [name: string, thrown: () => unknown])[] = [
  ['an error without a message', () => new Error('')],
  ['an error of blanks', () => new Error(' \n ')],
  ['two dead addresses', () => new AggregateError([new Error('a dead'), new Error('b dead')], '')],
  ['a text', () => 'plainly wrong'],
  ['an empty text', () => ''],
  ['nothing', () => undefined],
  ['null', () => null],
  ['a number', () => 42],
  ['a symbol', () => Symbol('odd')],
  ['an object', () => ({ reason: 'none' })],
  ['an object without a prototype', () => Object.create(null)],
  ['getters that throw', withGetters],
  ['a proxy whose traps throw', hostile],
  ['a megabyte of text', () => new Error('x'.repeat(1_048_576))],
  ['a NUL', () => new Error('a\0b')],
  ['half of a surrogate pair', () => new Error('a\uD83D')],
  [
    'a cause that is itself',
    () => {
      const error = new Error('round')
      error.cause = error
      return error
    },
  ],
]
