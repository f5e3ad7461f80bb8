import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** All that this module loads, by a process that does nothing else. */
function modulesOf(module: string): string[] {
  const script = `
    import { registerHooks } from 'node:module'
    const urls = []
    registerHooks({ resolve: (specifier, context, next) => {
      const found = next(specifier, context)
      urls.push(found.url)
      return found
    } })
    await import(${JSON.stringify(new URL(module, import.meta.url).href)})
    console.log(urls.join('\\n'))`
  const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect(ran.status, ran.stderr).toBe(0)
  return ran.stdout.trim().split('\n')
}

test('the thread of a task loads no schemas, and nothing that only the server needs: it holds a second copy of all it loads', () => {
  const loaded = modulesOf('task-worker.ts')
  expect(loaded.some((url) => url.endsWith('/contract/src/words/index.ts'))).toBe(true)
  const unwanted =
    /\/node_modules\/(zod|croner|fastify|openid-client|otpauth|@zxcvbn-ts)\/|\/contract\/src\/index\.ts$/
  expect(loaded.filter((url) => unwanted.test(url))).toEqual([])
})
