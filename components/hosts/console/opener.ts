/** What the console's window and the page that opened it tell each other, both on the panel's own origin. */
export const WINDOW_IS_READY = "console-window-ready";
export const OPEN_IN_WINDOW = "open-console";

/** As large as a common console; a phone takes it for a tab of its own. */
export const CONSOLE_FEATURES = "popup,width=1080,height=780";

/** By host: the window as it was opened. One that went on to a node counts as closed: the policies cut the tie. */
const windows = new Map<string, Window>();

/**
 * To be called within a click. Opens the panel's page that asks for the console; it does so only once this page, which
 * opened it, has told it to: an address alone opens no console. False where the browser blocks the window.
 */
export function openConsoleWindow(vmId: string): boolean {
  const known = windows.get(vmId);
  if (known && !known.closed) {
    known.focus();
    return true;
  }
  const opened = window.open(`/hosts/${vmId}/console/window`, `console-${vmId}`, CONSOLE_FEATURES);
  if (!opened) {
    return false;
  }
  windows.set(vmId, opened);
  const answer = ({ source, origin, data }: MessageEvent) => {
    if (source === opened && origin === location.origin && data === WINDOW_IS_READY) {
      removeEventListener("message", answer);
      opened.postMessage(OPEN_IN_WINDOW, location.origin);
    }
  };
  addEventListener("message", answer);
  return true;
}
