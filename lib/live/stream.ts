import "server-only";
import type { Viewer } from "../accounts/sessions/viewer";
import { LiveStream, type Watching } from "./live-stream";

/** The answer of `/api/live`. Ids that are not the viewer's are silently not watched; `open` is answered with `gone`. */
export function openLiveStream(viewer: Viewer, watching: Watching, signal: AbortSignal): Response {
  const stream = new LiveStream(viewer, watching);
  if (signal.aborted) {
    stream.close();
  } else {
    signal.addEventListener("abort", () => stream.close(), { once: true });
    stream.begin();
  }
  return new Response(stream.readable, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Without no-transform a compression on the way may hold events back.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
