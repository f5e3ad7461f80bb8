import { buildConsoleIfStale } from '@bindery/testbed'

/** Journeys use what a user gets: the built console, served by the server. */
export default function globalSetup(): Promise<void> {
  return buildConsoleIfStale()
}
