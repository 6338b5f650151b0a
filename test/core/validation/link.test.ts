import t from 'tap'
import { link } from '../../../core/validation/fields.ts'

const accepts = (text: string): boolean => link(200).validate(text).error === undefined

t.test('a link is http or https, or one of our own API', async t => {
  for (const text of [
    'https://ci.example/1',
    ' HTTP://ci.example/a?b=c#d ',
    '/api/v1/verifications/0197a1b2',
  ])
    t.ok(accepts(text), text)
  for (const text of [
    'javascript:alert(1)',
    'JavaScript://%0aalert(1)',
    'data:text/html,<b>',
    'file:///etc/passwd',
    '//evil.example/x',
    '/api/../x',
    'ci.example/1',
    'https://',
    'https://a b',
    'https://a"onclick=',
    'https://a<script>',
    'https://a\\b',
    'https://a\u001bb',
    'x https://ci.example',
    '',
  ])
    t.notOk(accepts(text), text)
})
