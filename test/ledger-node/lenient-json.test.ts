import t from 'tap'
import { jsonText } from '../../ledger-node/json-text.ts'
import { readLenientJson } from '../../ledger-node/lenient-json.ts'

const inside = 'comments inside values, and anything behind'
const written = (text: string): string => jsonText(readLenientJson(text, 'comments anywhere'))

t.test('reads what is lenient JSON, and writes it strictly', async t => {
  const table: readonly [string, string][] = [
    ['{}', '{}'],
    [' {\n"a" : 1 , "b" : [ true , null ] } ', '{"a":1,"b":[true,null]}'],
    ["{'a':'it\\'s'}", '{"a":"it\'s"}'],
    ['{a:1,$b_2:2,}', '{"a":1,"$b_2":2}'],
    ['{"a":010,"b":0x1F,"c":-0}', '{"a":8,"b":31,"c":0}'],
    ['{"a":123456789012345678901234567890}', '{"a":123456789012345678901234567890}'],
    ['{"a":1.5,"b":2.0,"c":.5,"d":1e3}', '{"a":1.5,"b":2.0,"c":0.5,"d":1000.0}'],
    ['{"a":1e15,"b":1e-7,"c":-2.5e300}', '{"a":1E+15,"b":1E-07,"c":-2.5E+300}'],
    ['{"a":NaN,"b":-Infinity,"c":undefined}', '{"a":"NaN","b":"-Infinity","c":undefined}'],
    ['{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'],
    ['{"\\u0061":"\\u00e9\\n"}', '{"a":"é\\n"}'],
    ['{"2":0,"1":0,"__proto__":1}', '{"2":0,"1":0,"__proto__":1}'],
    ['/*a*/{/*b*/"a":/*c*/1}//d', '{"a":1}'],
    ['{"at":"2026-01-31T10:00:00.120Z"}', '{"at":"2026-01-31T10:00:00.12Z"}'],
    ['{"at":"2026-01-31T10:00:00.000Z"}', '{"at":"2026-01-31T10:00:00Z"}'],
  ]
  for (const [text, wanted] of table) t.equal(written(text), wanted, text)
})

t.test('refuses what is not even that', async t => {
  for (const text of [
    '',
    '[]',
    '3',
    '{',
    '{"a"}',
    '{"a":}',
    '{"a":1 "b":2}',
    '{"a":1;}',
    '{"a":1,,}',
    '{"a":1_0}',
    '{"a":+1}',
    '{"a":truex}',
    '{"a":"\\q"}',
    '{"a":"b}',
    '{"a":1} b',
    `{"a":${'['.repeat(64)}${']'.repeat(64)}}`,
    '\ufeff{}',
  ])
    t.throws(() => written(text), SyntaxError, text)
  t.doesNotThrow(() => written(`{"a":${'['.repeat(63)}${']'.repeat(63)}}`))
})

t.test('may end at the end of the object, and then refuses comments around values', async t => {
  for (const text of ['{"a":1}}', '{"a":1} b', '{"a":[/*c*/1]}'])
    t.doesNotThrow(() => readLenientJson(text, inside), text)
  for (const text of ['/*c*/{}', '{/*c*/}', '{"a":/*c*/1}', '{"a":1/*c*/}'])
    t.throws(() => readLenientJson(text, inside), SyntaxError, text)
})
