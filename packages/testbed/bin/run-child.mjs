import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program with our terminal and resolves with its exit code, 128 + n when signal n ended it. Signals are passed
 * on once: Ctrl-C reaches us from the terminal and again from npm, while "twice" means "at once" to a server. So the
 * program gets a process group of its own.
 */
export function runChild(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      stdio: 'inherit',
      detached: true,
    })
    const passed = new Set()
    const forward = (signal) => {
      if (!passed.has(signal)) child.kill(signal)
      passed.add(signal)
    }
    for (const signal of forwarded) process.on(signal, forward)
    const done = () => forwarded.forEach((signal) => process.off(signal, forward))
    child.on('error', (error) => {
      done()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      done()
      resolve(signal === null ? code : 128 + constants.signals[signal])
    })
  })
}
