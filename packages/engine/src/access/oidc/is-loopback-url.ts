/** Does clear text to this address stay on this machine? */
export const isLoopbackUrl = ({ hostname }: URL) => /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/i.test(hostname)
