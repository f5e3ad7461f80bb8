import { buildConsoleIfStale } from './build-console.ts'

await buildConsoleIfStale()
