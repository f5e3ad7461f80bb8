/** The nonce that the server wrote into the page, for the style tags that libraries insert; '' while developing. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
}
