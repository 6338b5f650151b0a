import t from 'tap'
import plugin from '../../../plugins/continuity/plugin.ts'
import { pluginContract } from '../../contracts/plugin.ts'

t.test('is a plugin like any other', t => pluginContract(t, plugin))
