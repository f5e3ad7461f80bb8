import { describe, expect, it } from 'vitest'
import { markDifference } from './mark-difference.ts'

describe('markDifference', () => {
  it.each([
    ['Engineer', 'Engineering', '', 'ing'],
    ['Ada Byron', 'Ada Lovelace', 'Byron', 'Lovelace'],
    ['aaa', 'aa', 'a', ''],
    ['', 'new', '', 'new'],
    ['same', 'same', '', ''],
    ['+44 20 1234', '+44 30 1234', '2', '3'],
  ])('%s → %s marks “%s” and “%s”', (oldText, newText, removed, added) => {
    const marked = markDifference(oldText, newText)
    expect(marked.old.changed).toBe(removed)
    expect(marked.new.changed).toBe(added)
    expect(marked.old.before + marked.old.changed + marked.old.after).toBe(oldText)
    expect(marked.new.before + marked.new.changed + marked.new.after).toBe(newText)
  })

  it('never cuts a combined character in half', () => {
    const marked = markDifference('Zoe', 'Zoe\u0308')
    expect(marked.old.changed).toBe('e')
    expect(marked.new.changed).toBe('e\u0308')
  })
})
