import { QueryClient } from '@tanstack/react-query'
import { toProblem } from './problem.ts'

/** A refusal is an answer: only a server that does not answer is asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => toProblem(error).code === 'unreachable' && failures < 2,
    },
  },
})
