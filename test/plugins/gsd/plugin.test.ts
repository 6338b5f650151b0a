import t from 'tap'
import plugin from '../../../plugins/gsd/plugin.ts'
import { pluginContract } from '../../contracts/plugin.ts'

void pluginContract(t, plugin)
