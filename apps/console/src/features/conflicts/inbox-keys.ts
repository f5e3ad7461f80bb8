import type { KeyWords } from '../../lists/keys-dialog.tsx'

/** The keys of the inbox. */
export const inboxKeys: KeyWords = [
  [['j', 'k'], 'next, previous conflict'],
  [['1', '2'], 'accounts, directory: the value of the marked attribute that stands'],
  [['l', 's', 'i'], 'same, another, leave alone: who an entry is'],
  [['a', 'r'], 'the deletion stands, make it anew'],
  [['o'], 'open again'],
  [['Enter'], 'into the conflict'],
  [['Esc'], 'back to the list'],
  [['/'], 'search'],
  [['?'], 'this list'],
]
