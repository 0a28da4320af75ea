/** A window that this page opened and can still raise and close, though another origin is shown in it. */
export interface HeldWindow {
  window: Window;
  raise(): void;
  /** False where it is there all the same. */
  close(): boolean;
}

interface FrameHands {
  open(url: string, name: string, features: string): Window | null;
  raise(opened: Window): void;
  close(opened: Window): void;
}

/** All but leading this page, or another window, elsewhere: a window inherits what its opener may not. */
const SANDBOX = [
  "allow-scripts",
  "allow-same-origin",
  "allow-forms",
  "allow-popups",
  "allow-modals",
  "allow-downloads",
  "allow-pointer-lock",
  "allow-orientation-lock",
  "allow-presentation",
].join(" ");

const HANDS = `globalThis.hands = {
  open: (url, name, features) => open(url, name, features),
  raise: (opened) => opened.focus(),
  close: (opened) => opened.close(),
};`;

/**
 * An empty frame that opens a console's window in this page's place. Browsers let a window's opener alone raise or close
 * it, and a window whose opener is this page could send this page elsewhere. With the frame as opener both are well: the
 * page asks the frame, and what comes into the window finds an empty frame behind it, which the policy lets show nothing
 * else, and a sandbox that keeps it from navigating, closing or raising any window but its own (tried in Chromium 156 and
 * Firefox 153: without the sandbox Firefox lets it lead `opener.parent` away).
 *
 * The calls must come from a script of the frame's own: browsers ask which document a call of `focus` belongs to.
 */
export class OpenerFrame {
  private readonly frame: HTMLIFrameElement;

  constructor() {
    this.frame = document.createElement("iframe");
    this.frame.setAttribute("sandbox", SANDBOX);
    this.frame.hidden = true;
    document.body.append(this.frame);
  }

  /** Null where the browser blocks the window. To be called within a click. */
  open(name: string, features: string): HeldWindow | null {
    const hands = this.hands();
    const opened = hands
      ? hands.open("about:blank", name, features)
      : window.open("about:blank", name, features);
    if (!opened || opened.closed) {
      return null;
    }
    if (!hands || opened.opener !== this.frame.contentWindow) {
      // A browser that sees it otherwise: safety before comfort.
      opened.opener = null;
    }
    return {
      window: opened,
      raise: () => (hands ? hands.raise(opened) : opened.focus()),
      close() {
        if (hands) {
          hands.close(opened);
        } else {
          opened.close();
        }
        return opened.closed;
      },
    };
  }

  remove(): void {
    this.frame.remove();
  }

  private hands(): FrameHands | null {
    const within = this.frame.contentWindow as (Window & { hands?: FrameHands }) | null;
    if (within && !within.hands) {
      const script = within.document.createElement("script");
      // The frame has this page's policy: scripts by nonce.
      script.nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
      script.textContent = HANDS;
      within.document.documentElement.append(script);
    }
    return within?.hands ?? null;
  }
}
