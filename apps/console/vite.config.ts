import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The server serves the built console and the API on one origin; while developing, Vite passes the API on. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // light-dark() stays as written: our own colours lean on it.
  build: {
    target: 'es2024',
    cssTarget: ['chrome125', 'firefox125', 'safari18'],
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env['BINDERY_API'] ?? 'http://127.0.0.1:4480' } },
})
