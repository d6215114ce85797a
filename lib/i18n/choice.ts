/** The cookies that hold what somebody has chosen for this browser. */
export const languageCookie = 'doorlight-language';
export const themeCookie = 'doorlight-theme';

/** What a request asks for: headers of a page, or of anything like it. */
export interface AskingHeaders {
  get(name: string): string | null;
}

/** The value of a choice of this browser; undefined where there is none, or nothing like one. */
export function chosenIn(headers: AskingHeaders, cookie: string): string | undefined {
  return new RegExp(`(?:^|; *)${cookie}=([a-z]{2,5})(?:;|$)`).exec(headers.get('cookie') ?? '')?.[1];
}
