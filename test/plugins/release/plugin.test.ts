import t from 'tap'
import plugin from '../../../plugins/release/plugin.ts'
import { pluginContract } from '../../contracts/plugin.ts'

void pluginContract(t, plugin)
