import type { SpotlightStore } from '@mantine/spotlight'
import { useEffect } from 'react'

/** Selects the first hit where none is selected, as when it came after the last key: Enter goes there. */
export function useFirstSelected(store: SpotlightStore, text: string) {
  // After every drawing: hits come and go without the text, and the selected one with them.
  useEffect(() => {
    const { listId } = store.getState()
    if (text.trim() === '' || listId === '') return
    const list = document.querySelector(`#${CSS.escape(listId)}`)
    if (list === null || list.querySelector('[data-selected]')) return
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
    store.updateState((state) => ({ ...state, selected: 0 }))
  })
}
