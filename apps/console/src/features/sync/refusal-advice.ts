import type { ApiProblem } from '../../api/problem.ts'

/** What a refused apply or approval means for the plan on screen. */
export interface RefusalAdvice {
  readonly words: string
  /** Only a new preview helps. */
  readonly previewAgain: boolean
}

/** Nothing was written when an apply is refused; this says what to do. Null when the refusal speaks for itself. */
export function adviceForRefusal(code: ApiProblem['code']): RefusalAdvice | null {
  switch (code) {
    case 'plan_stale':
      return {
        words: 'Nothing was written. The settings changed, or another plan was applied, since this preview.',
        previewAgain: true,
      }
    case 'hash_mismatch':
      return {
        words: 'Nothing was written. The selection was changed elsewhere, so it is not what you see here.',
        previewAgain: true,
      }
    case 'plan_used':
      return { words: 'One plan is applied once. Preview again to see what is left.', previewAgain: true }
    case 'plan_of_draft':
      return { words: 'Save the settings first, then preview again.', previewAgain: false }
    case 'busy':
      return {
        words: 'Nothing was written. Wait until the other preview or run has ended.',
        previewAgain: false,
      }
    case 'approval_required':
      return {
        words: 'Nothing was written. A limit is exceeded: approve this selection, or leave those rows out.',
        previewAgain: false,
      }
    case 'not_enabled':
      return {
        words: 'Nothing was written. Enable the directory in Connection, then preview again.',
        previewAgain: false,
      }
    default:
      return null
  }
}
