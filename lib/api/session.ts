/** The session from the sign-in service; `tablet` if a PIN has opened a shared one. */
export interface Session {
  readonly user: { readonly username: string; readonly name: string; readonly role: string };
  readonly tablet?: { readonly id: string; readonly until: string };
  /** An administrator who used the one-time link, and has no other way to sign in. */
  readonly needsPassword?: true;
}

interface Call<Answer, Body = never, Query = never> {
  parameters: { query?: Query; header?: never; path?: never; cookie?: never };
  requestBody: { content: { 'application/json': Body } };
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Answer } } };
}

/** The calls of the sign-in service, which are not in the description of our own API. */
export interface SignInPaths {
  /**
   * Who is signed in; null for nobody. Asked by a browser, it prolongs the session; a page server could not hand
   * the prolonged cookie on, and asks with `disableRefresh`.
   */
  '/api/auth/get-session': {
    get: Omit<Call<Session | null, never, { disableRefresh?: boolean }>, 'requestBody'>;
  };
  '/api/auth/sign-in/username': { post: Call<unknown, { username: string; password: string }> };
  '/api/auth/sign-out': { post: Call<unknown, Record<string, never>> };
}
