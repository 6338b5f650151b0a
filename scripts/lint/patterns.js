// Rules of our own for oxlint, which has ESLint's way of writing them.

const empty = {
  create: context => ({
    CallExpression({ callee, arguments: [, pattern] }) {
      if (callee.property?.name === 'match' && pattern?.type === 'ObjectExpression')
        lookInto(pattern, context)
    },
  }),
}

function lookInto(value, context) {
  if (value?.type === 'ArrayExpression' && value.elements.length === 0)
    context.report({
      node: value,
      message: 'Every list begins as [] does: write emptyList (test/support/empty-list.ts).',
    })
  if (value?.type === 'ArrayExpression') for (const one of value.elements) lookInto(one, context)
  if (value?.type === 'ObjectExpression')
    for (const { value: inner } of value.properties) lookInto(inner, context)
}

export default { meta: { name: 'patterns' }, rules: { 'no-empty-list': empty } }
