import { MayCall } from '../../access/may-call.tsx'
import type { Restored } from '@bindery/contract'
import { Button } from '@mantine/core'
import { Notice } from '../../components/notice.tsx'
import { othersWords, relinkable } from './restored-words.ts'

interface Props {
  restored: Restored
  /** Undefined where the settings of the plan are not saved, so that nothing can come of it. */
  onRelink: (() => void) | undefined
  starting: boolean
}

/** Most stable ids changed at once: what that means for the plan, and the way out. */
export function RestoredNotice({ restored, onRelink, starting }: Props) {
  const who = relinkable(restored)
  const others = othersWords(restored)
  if (restored.relinks)
    return (
      <Notice tone="info" title={who ? `This preview re-links ${who}` : 'Nobody can be re-linked'}>
        {who
          ? 'Each link gets the stable id that its entry has now, and nothing else changes. Leave out whoever is not the same. Once it is applied, the next preview compares everybody as ever. '
          : 'Something of each entry says that it is another: see the conflicts below. '}
        {others}
      </Notice>
    )
  return (
    <Notice
      tone="bad"
      title="The directory looks rebuilt: most entries have new stable ids"
      action={
        who && onRelink ? (
          <MayCall name="startPreview">
            <Button size="compact-sm" loading={starting} onClick={onRelink}>
              Re-link {who}…
            </Button>
          </MayCall>
        ) : null
      }
    >
      They stand where they were, but the server knows them by other stable ids, as one does that was set up
      again from an export. So nothing is done about them: nobody is held, disabled, deleted, unlinked or
      created a second time, and no membership ends. {others}{' '}
      {who
        ? `If it is the same directory, re-link ${who}: that is previewed first. Accounts, memberships and what was agreed at the last sync stay. If it is not, check the address in Connection.`
        : 'Nobody can be re-linked: something of each entry says that it is another. Check the address in Connection.'}
    </Notice>
  )
}
