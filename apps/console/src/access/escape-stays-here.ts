/** For what can have the focus in a dialog over another: Escape is not the other one's. */
export const escapeStaysHere = { 'data-mantine-stop-propagation': 'true' }
