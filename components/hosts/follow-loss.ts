const LOST_MS = 5_000;
const AGAIN_MS = 30_000;

interface Loss {
  /** Whether the panel answers anything at all. */
  reaches: () => Promise<boolean>;
  hidden: () => boolean;
  tell: () => void;
}

/**
 * While there is no stream: tells once when nothing else comes through either. A stream alone can be missing for other
 * reasons, and a tab that nobody sees asks nothing. Returns how to stop.
 */
export function followLoss({ reaches, hidden, tell }: Loss): () => void {
  let timer = setTimeout(look, LOST_MS);
  let over = false;
  async function look() {
    const asks = !hidden();
    const there = asks && (await reaches());
    if (over) {
      return;
    }
    if (asks && !there) {
      tell();
    } else {
      timer = setTimeout(look, asks ? AGAIN_MS : LOST_MS);
    }
  }
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
