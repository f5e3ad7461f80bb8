/**
 * For a process that is to die at one step: wraps whatever it does so that there is a step before and one after it, and
 * kills itself at the one that is `fatal`.
 */
export function killAtStep(
  fatal: string | undefined,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let step = 0
  const tick = () => {
    if (step === Number(fatal)) process.kill(process.pid, 'SIGKILL')
    step += 1
  }
  return async (work) => {
    tick()
    const result = await work()
    tick()
    return result
  }
}
