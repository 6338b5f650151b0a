import t from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import { boardSettings } from '../examples.ts'
import type { BoardEvent, NamedAgent } from '../../../../plugins/continuity/events.ts'
import { boardDecider, type BoardCommand } from '../../../../plugins/continuity/membership/board.ts'
import { decided } from '../given.ts'

const { boardId } = boardSettings
const made: BoardEvent = { type: 'continuity.BoardConfigured', data: boardSettings }
const named = (agentId: string, name: string): NamedAgent => ({ boardId, agentId, name })
const registered = (agentId: string, name: string): BoardEvent => ({
  type: 'continuity.AgentRegistered',
  data: named(agentId, name),
})
const retired = (agentId: string, name: string): BoardEvent => ({
  type: 'continuity.AgentRetired',
  data: { ...named(agentId, name), reason: null },
})

const given = (...events: readonly BoardEvent[]) => decided(boardDecider, [made, ...events])

t.test('makes a board, and has nothing to do for the same settings', async t => {
  const nothing = decided(boardDecider, [])
  const configure = { kind: 'configure', settings: boardSettings } as const
  t.strictSame(nothing(configure), [made])
  t.strictSame(given()(configure), [])
  const settings = { ...boardSettings, runtime: null }
  t.match(given()({ kind: 'configure', settings }), [{ data: { runtime: null } }])
})

t.test('registers who is new, each name once', async t => {
  const agents = [named('1', 'a'), named('2', 'b'), named('3', 'a'), named('4', 'c')]
  t.strictSame(given(registered('0', 'c'))({ kind: 'register', agents }), [
    registered('1', 'a'),
    registered('2', 'b'),
  ])
})

t.test('places an agent under its name, or gives it another', async t => {
  const place = (agentId: string, name: string): BoardCommand => ({
    kind: 'place',
    agent: named(agentId, name),
  })
  const with1 = given(registered('1', 'a'), registered('2', 'b'))
  t.strictSame(with1(place('3', 'c')), [registered('3', 'c')])
  t.strictSame(with1(place('1', 'a')), [])
  t.match(with1(place('1', 'c')), [
    { type: 'continuity.AgentRenamed', data: { from: 'a', name: 'c' } },
  ])
  t.throws(() => with1(place('1', 'b')), { code: 'DECKLOG_REFUSED', extra: { agent_id: '2' } })
  t.throws(() => with1(place('3', 'a')), { code: 'DECKLOG_REFUSED' })
  const gone = given(registered('1', 'a'), retired('1', 'a'))
  t.throws(() => gone(place('1', 'a')), { code: 'DECKLOG_REFUSED' }, 'a retired one stays retired')
  t.strictSame(gone(place('2', 'a')), [registered('2', 'a')], 'but its name is free')
})

t.test('retires an agent once', async t => {
  const retire = { kind: 'retire', agentId: '1', reason: null } as const
  t.strictSame(given(registered('1', 'a'))(retire), [retired('1', 'a')])
  t.strictSame(given(registered('1', 'a'), retired('1', 'a'))(retire), [])
  t.throws(() => given()(retire), { code: 'DECKLOG_NOT_FOUND' })
})

t.test('forgets a board with its agents, some hundred at a time', async t => {
  const forget = { kind: 'forget', reason: 'Dissolved.' } as const
  const forgotten: BoardEvent = {
    type: 'continuity.BoardForgotten',
    data: { boardId, boardName: boardSettings.name, reason: 'Dissolved.' },
  }
  const left = { ...retired('1', 'a'), data: { ...named('1', 'a'), reason: 'Dissolved.' } }
  t.strictSame(given(registered('1', 'a'), retired('2', 'b'))(forget), [left, forgotten])
  const many = Array.from({ length: 501 }, (_, n) => registered(`agent ${n}`, `name ${n}`))
  const first = given(...many)(forget)
  t.equal(first.length, 500)
  t.notOk(
    first.some(({ type }) => type === 'continuity.BoardForgotten'),
    'not before the last',
  )
  t.match(given(...many, ...first)(forget), [{ type: 'continuity.AgentRetired' }, forgotten])
})

t.test('a forgotten board is none until it is made again, without agents', async t => {
  const forgotten: BoardEvent = {
    type: 'continuity.BoardForgotten',
    data: { boardId, boardName: boardSettings.name, reason: 'Dissolved.' },
  }
  const gone = [registered('1', 'a'), retired('1', 'a'), forgotten]
  const agents = [named('2', 'a')]
  const notFound = { code: 'DECKLOG_NOT_FOUND' }
  t.throws(() => given(...gone)({ kind: 'register', agents }), notFound)
  t.throws(() => given(...gone)({ kind: 'forget', reason: 'Again.' }), notFound)
  t.strictSame(given(...gone)({ kind: 'configure', settings: boardSettings }), [made])
  t.strictSame(given(...gone, made)({ kind: 'register', agents }), [registered('2', 'a')])
})

t.test('decides nothing of a board that is not there', async t => {
  const nowhere = decided(boardDecider, [])
  t.throws(() => nowhere({ kind: 'register', agents: [named('1', 'a')] }), {
    code: 'DECKLOG_NOT_FOUND',
  })
})

t.test('folds 100,000 registrations without copying the board for each', async t => {
  const count = 100_000
  const events = Array.from({ length: count }, (_, n) => recorded(n))
  const startMs = performance.now()
  let board = boardDecider.initial
  for (let at = 0; at < count; at += 1_000)
    board = boardDecider.evolveAll?.(board, events.slice(at, at + 1_000)) ?? board
  t.equal(board.members.length, count)
  t.ok(performance.now() - startMs < 10_000, 'not some ten minutes')
  const one = events.slice(0, 50)
  const atOnce = boardDecider.evolveAll?.(boardDecider.initial, one)
  t.strictSame(atOnce, one.reduce(boardDecider.evolve, boardDecider.initial), 'as one by one')
})

function recorded(n: number): Recorded<BoardEvent> {
  return {
    ...{ ...registered(`agent ${n}`, `name ${n}`), id: `event ${n}`, stream: 'board-1' },
    ...{ revision: BigInt(n), position: BigInt(n), metadata: {} },
    ...{ receivedAt: new Date(0), recordedAt: new Date(0) },
  }
}
