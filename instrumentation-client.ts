/**
 * Firefox breaks off a page's requests as soon as another page is asked for. Next's router takes that for a lost connection,
 * and loads the old page anew in the place of the one that was wanted. So while the page is left, no request of the router
 * fails: it stays open.
 */
const LEAVING_MS = 1_000;

let isLeaving = false;
addEventListener("beforeunload", () => {
  isLeaving = true;
  // A download asks for a page, too, and leaves none.
  setTimeout(() => {
    isLeaving = false;
  }, LEAVING_MS);
});
addEventListener("pagehide", () => {
  isLeaving = true;
});
addEventListener("pageshow", () => {
  isLeaving = false;
});
addEventListener("unhandledrejection", (event) => isLeaving && event.preventDefault());

const ask = window.fetch;
window.fetch = async (input, init) => {
  if (!/[?&]_rsc=/.test(String(input)) && !new Headers(init?.headers).has("next-action")) {
    return ask(input, init);
  }
  const answer = await ask(input, init).catch(failed);
  const held = answer.body && unbroken(answer.body);
  return new Proxy(answer, {
    get: (whole, name) => {
      const value = name === "body" ? held : Reflect.get(whole, name, whole);
      return typeof value === "function" ? value.bind(whole) : value;
    },
  });
};

function failed(error: unknown): Promise<never> {
  return isLeaving ? new Promise(() => undefined) : Promise.reject(error);
}

function unbroken(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    pull: async (stream) => {
      const { done, value } = await reader.read().catch(failed);
      if (done) {
        stream.close();
      } else {
        stream.enqueue(value);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
