import type { ApiProblem } from '../../api/problem.ts'

/** What a refused apply or approval means for the plan on screen. */
export interface RefusalAdvice {
  readonly words: string
  /** Only a new preview helps. */
  readonly previewAgain: boolean
}

const advice: Partial<Record<ApiProblem['code'], RefusalAdvice>> = {
  plan_stale: {
    words: 'Nothing was written. The settings changed, or another plan was applied, since this preview.',
    previewAgain: true,
  },
  hash_mismatch: {
    words: 'Nothing was written. The list now shows what is selected: look at it, then apply that.',
    previewAgain: false,
  },
  plan_used: { words: 'One plan is applied once. Preview again to see what is left.', previewAgain: true },
  plan_of_draft: { words: 'Save the settings first, then preview again.', previewAgain: false },
  busy: {
    words: 'Nothing was written. Wait until the other preview or run has ended.',
    previewAgain: false,
  },
  approval_required: {
    words: 'Nothing was written. A limit is exceeded: approve this selection, or leave those rows out.',
    previewAgain: false,
  },
  not_enabled: {
    words: 'Nothing was written. Switch the directory on in Connection, then apply.',
    previewAgain: false,
  },
}

/** Nothing was written when an apply is refused; this says what to do. Undefined when the refusal speaks for itself. */
export const adviceForRefusal = (code: ApiProblem['code']): RefusalAdvice | undefined => advice[code]
