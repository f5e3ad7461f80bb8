import '@mantine/core/styles.css'
import './global.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { queryClient } from './api/query-client.ts'
import { Announcer } from './components/announce.tsx'
import { router } from './router.tsx'
import { styleNonce } from './style-nonce.ts'
import { cssVariables, theme } from './theme.ts'

// The CSP forbids eval; without this zod would try it and the browser would report it.
z.config({ jitless: true })
// Where the library that locks scrolling under a modal looks for the nonce of its style tag.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })
document.documentElement.style.removeProperty('background')

const root = document.querySelector('#root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: 'bindery-color-scheme' })}
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Announcer />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
