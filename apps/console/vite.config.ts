import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Lays a gzipped copy beside each script and style sheet: the server sends what is there, and compresses nothing itself. */
const gzipAssets: Plugin = {
  name: 'gzip-assets',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    for (const file of Object.values(bundle)) {
      if (!/\.(js|css)$/.test(file.fileName)) continue
      const content = file.type === 'chunk' ? file.code : file.source
      await writeFile(join(dir, `${file.fileName}.gz`), await promisify(gzip)(content, { level: 9 }))
    }
  },
}

/** The server serves the built console and the API on one origin; while developing, Vite passes the API on. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), gzipAssets],
  // light-dark() stays as written: our own colours lean on it.
  build: {
    target: 'es2024',
    cssTarget: ['chrome125', 'firefox125', 'safari18'],
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env['BINDERY_API'] ?? 'http://127.0.0.1:4480' } },
})
