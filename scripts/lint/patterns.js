// Rules of our own for oxlint, which has ESLint's way of writing them.

const emptyLists =
  'CallExpression[callee.property.name="match"] > ObjectExpression:nth-child(2) Property > ArrayExpression[elements.length=0]'

const noEmptyList = {
  create: context => ({
    [emptyLists](node) {
      const message = 'Every list begins as [] does: write emptyList (test/support/empty-list.ts).'
      context.report({ node, message })
    },
  }),
}

export default { meta: { name: 'patterns' }, rules: { 'no-empty-list': noEmptyList } }
