/** The words that run a command with a clock that is so many hours ahead, by libfaketime; the process is the command's own. */
export function onClock(
  hoursAhead: number,
  command: string,
  args: readonly string[],
): readonly [string, readonly string[]] {
  if (hoursAhead === 0) return [command, args]
  const seconds = Math.round(hoursAhead * 60 * 60)
  const clock = [
    // The linker knows where this machine's libraries are.
    'LD_PRELOAD=/usr/$LIB/faketime/libfaketimeMT.so.1',
    `FAKETIME=${seconds < 0 ? '' : '+'}${seconds}`,
  ]
  return ['env', [...clock, command, ...args]]
}
