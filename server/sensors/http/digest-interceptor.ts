import type { Dispatcher } from 'undici';
import type { Signature, SignIn } from './sign-in.ts';

/**
 * Signs every request of an undici dispatcher in with Digest, or Basic where that is safe. A challenge is
 * answered inside the interceptor: the caller sees one request and one answer, a 401 only when the
 * device refused the user name or password. Headers of requests are records or flat arrays.
 *
 * @example new Client(origin).compose(digestInterceptor(new SignIn({ credentials, isSecure: false })))
 */
export function digestInterceptor(signIn: SignIn): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => new SignedRequest(dispatch, options, handler, signIn).send();
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** One request, sent up to three times: unsigned, signed, and signed again when the nonce was stale. */
class SignedRequest implements Dispatcher.DispatchHandler {
  readonly #dispatch: Dispatcher.Dispatch;
  readonly #options: Dispatcher.DispatchOptions;
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #signIn: SignIn;
  #signature: Signature = 'none';
  #isRepeated = false;
  /** The current answer is a challenge that is handled here: the caller does not see it. */
  #isChallenged = false;

  constructor(
    dispatch: Dispatcher.Dispatch,
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
    signIn: SignIn,
  ) {
    this.#dispatch = dispatch;
    this.#options = options;
    this.#handler = handler;
    this.#signIn = signIn;
  }

  send(): boolean {
    const { method, path } = this.#options;
    this.#signature = this.#signIn.signature;
    const authorization = this.#signIn.authorization(method, path);
    return this.#dispatch(
      authorization === undefined ? this.#options : signed(this.#options, authorization),
      this,
    );
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#handler.onRequestStart?.(controller, context);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Headers,
    message?: string,
  ): void {
    if (status === 401) {
      this.#isChallenged =
        this.#signIn.refused(headers, this.#signature, this.#isRepeated) && isRepeatable(this.#options);
      if (this.#isChallenged) return;
    } else if (status >= 200 && this.#signature !== 'none') {
      this.#signIn.accepted(status, headers);
    }
    this.#handler.onResponseStart?.(controller, status, headers, message);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#isChallenged) this.#handler.onResponseData?.(controller, chunk);
  }

  onResponseEnd(controller: Dispatcher.DispatchController, trailers: Headers): void {
    if (!this.#isChallenged) {
      this.#handler.onResponseEnd?.(controller, trailers);
      return;
    }
    this.#isChallenged = false;
    this.#isRepeated = this.#signature !== 'none';
    this.send();
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#handler.onResponseError?.(controller, error);
  }
}

function signed(options: Dispatcher.DispatchOptions, authorization: string): Dispatcher.DispatchOptions {
  const { headers } = options;
  if (headers === undefined || headers === null) return { ...options, headers: { authorization } };
  if (Array.isArray(headers)) return { ...options, headers: [...headers, 'authorization', authorization] };
  return { ...options, headers: { ...headers, authorization } };
}

/** A body that was read while it was sent is gone. */
function isRepeatable({ body }: Dispatcher.DispatchOptions): boolean {
  return body === undefined || body === null || typeof body === 'string' || body instanceof Uint8Array;
}
