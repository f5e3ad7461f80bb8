export { DataError } from '@bindery/store'
export type { Credentials } from './access/authenticate.ts'
export { openEngine, type Engine } from './open-engine.ts'
export { systemClock, type Clock } from './schedule/clock.ts'
