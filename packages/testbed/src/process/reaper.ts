import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'

// Reads "kind value" lines; when the pipe closes because our process is gone, however it went, it cleans up.
const script = `
pids=' '
while read -r kind value; do
  case $kind in
    pid) pids="$pids$value " ;;
    gone) pids=$(printf %s "$pids" | sed "s/ $value / /") ;;
    dir) set -- "$@" "$value" ;;
  esac
done
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
rm -rf -- "$@"
`

let pipe: Writable | undefined

function tell(line: string): void {
  pipe ??= startReaper()
  pipe.write(`${line}\n`)
}

function startReaper(): Writable {
  // Its own process group: Ctrl-C in a terminal must not take the cleaner before the cleaning.
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  const { stdin } = child
  stdin.on('error', () => undefined)
  child.unref()
  if (stdin instanceof Socket) stdin.unref()
  return stdin
}

/** From now on this process id is killed when our own process ends, even by SIGKILL. */
export function killWithUs(pid: number): void {
  tell(`pid ${pid}`)
}

/** The process has ended by itself: its id may be reused, so it must not be killed any more. */
export function hasEnded(pid: number): void {
  tell(`gone ${pid}`)
}

/** From now on this directory is removed when our own process ends. */
export function removeWithUs(directory: string): void {
  tell(`dir ${directory}`)
}
