/** A start that cannot be: the message says what to do. */
export class StartError extends Error {}
