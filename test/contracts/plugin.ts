export { pluginContract } from '../../core/testing/plugin-contract.ts'
