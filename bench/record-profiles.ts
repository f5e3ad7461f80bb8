import { once } from 'node:events'
import type { CpuProfile } from './fold-profile.ts'

/** The profiler of a server that was started with `--inspect`: its main thread and its workers. */
export interface Profiler {
  /** The profiles of the threads that ran while `work` did, the main thread's first. */
  record(work: () => Promise<unknown>): Promise<CpuProfile[]>
  close(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Readonly<Record<string, string>>
  readonly result?: { readonly profile?: CpuProfile }
  readonly error?: { readonly message: string }
}

/** Speaks the inspector's protocol with one thread. */
class Thread {
  readonly #send: (text: string) => void
  readonly #waiting = new Map<number, PromiseWithResolvers<Message['result']>>()
  #last = 0

  constructor(send: (text: string) => void) {
    this.#send = send
  }

  ask(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Message['result']> {
    const answer = Promise.withResolvers<Message['result']>()
    this.#last += 1
    this.#waiting.set(this.#last, answer)
    this.#send(JSON.stringify({ id: this.#last, method, params }))
    return answer.promise
  }

  take({ id, result, error }: Message): void {
    const answer = this.#waiting.get(id ?? 0)
    if (error) answer?.reject(new Error(error.message))
    else answer?.resolve(result)
  }

  async startProfile(): Promise<void> {
    await this.ask('Profiler.enable')
    await this.ask('Profiler.start')
  }

  async stopProfile(): Promise<CpuProfile> {
    const profile = (await this.ask('Profiler.stop'))?.profile
    if (profile === undefined) throw new Error('A thread left no profile')
    return profile
  }
}

/** Connects to the inspector on this port of loopback. */
export async function openProfiler(port: number): Promise<Profiler> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    readonly webSocketDebuggerUrl: string
  }[]
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '')
  await once(socket, 'open')
  const main = new Thread((text) => socket.send(text))
  const workers = new Map<string, Thread>()
  /** Set while something is recorded: a worker that starts meanwhile is recorded from there on. */
  let recorded: Map<Thread, Promise<void>> | null = null
  const addWorker = (sessionId: string) => {
    const worker = new Thread(
      (message) => void main.ask('NodeWorker.sendMessageToWorker', { sessionId, message }),
    )
    workers.set(sessionId, worker)
    recorded?.set(worker, worker.startProfile())
  }
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    const { sessionId = '', message: inner = '' } = message.params ?? {}
    if (message.method === 'NodeWorker.attachedToWorker') addWorker(sessionId)
    else if (message.method === 'NodeWorker.receivedMessageFromWorker')
      workers.get(sessionId)?.take(JSON.parse(inner) as Message)
    else if (message.method === undefined) main.take(message)
  })
  await main.ask('NodeWorker.enable', { waitForDebuggerOnStart: false })
  return {
    record: async (work) => {
      const threads = [main, ...workers.values()]
      const now = new Map(threads.map((thread) => [thread, thread.startProfile()]))
      await Promise.all(now.values())
      recorded = now
      await work()
      recorded = null
      await Promise.all(now.values())
      return Promise.all([...now.keys()].map((thread) => thread.stopProfile()))
    },
    close: () => socket.close(),
  }
}
