/** The address of a link that works once. */

/** `https://scorecards.council.example/sign-in/link/…` */
export function linkAddress(baseUrl: string, secret: string): string {
  return `${baseUrl}/sign-in/link/${secret}`
}
