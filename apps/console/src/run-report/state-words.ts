import type { OperationState, Run } from '@bindery/contract'
import { didNothing } from './did-nothing.ts'

type Tone = 'good' | 'bad' | 'warn' | 'plain'
interface Words {
  readonly glyph: string
  readonly word: string
  readonly tone: Tone
  readonly means: string
}

/** How a run stands: one glyph and one word each. */
const runStateWords: Record<Run['state'], Words> = {
  running: { glyph: '▸', word: 'running', tone: 'plain', means: 'Changes are being written.' },
  succeeded: { glyph: '✓', word: 'succeeded', tone: 'good', means: 'Everything that was planned was done.' },
  partly: {
    glyph: '◐',
    word: 'partly',
    tone: 'warn',
    means: 'Some changes were not done; each says why below. The rest is in place.',
  },
  failed: { glyph: '✕', word: 'failed', tone: 'bad', means: 'The run could not go on.' },
  cancelled: {
    glyph: '■',
    word: 'cancelled',
    tone: 'warn',
    means: 'It was stopped between two changes. What was done stays; the rest was not touched.',
  },
  interrupted: {
    glyph: '⚡',
    word: 'interrupted',
    tone: 'warn',
    means: 'It was cut short. Resume it, or preview again to see what is left; nothing is done twice.',
  },
}

const nothingDone: Words = {
  glyph: '✕',
  word: 'nothing done',
  tone: 'bad',
  means: 'None of the changes was done; each says why below.',
}

/** How a run stands, as its outcome has it. */
export const wordsOfRun = (run: Pick<Run, 'state' | 'outcome'>): Words =>
  didNothing(run) ? nothingDone : runStateWords[run.state]

/** How one operation ended. */
export const operationStateWords: Record<OperationState, Words> = {
  intent: { glyph: '○', word: 'waiting', tone: 'plain', means: 'Not sent yet.' },
  in_doubt: {
    glyph: '?',
    word: 'in doubt',
    tone: 'warn',
    means:
      'It was sent and no answer came. Resuming the run looks it up first; a new preview shows it as it is.',
  },
  done: { glyph: '✓', word: 'done', tone: 'good', means: 'Written.' },
  refused: {
    glyph: '✕',
    word: 'refused',
    tone: 'bad',
    means: 'It was refused; nothing was changed here. Fix the cause, then preview again.',
  },
  drifted: {
    glyph: '≠',
    word: 'drifted',
    tone: 'warn',
    means:
      'Someone changed it after the preview, so it was left alone. Preview again to see it as it is now.',
  },
  cancelled: { glyph: '■', word: 'not tried', tone: 'plain', means: 'The run was stopped before this.' },
}
