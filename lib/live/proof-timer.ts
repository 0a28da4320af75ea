import "server-only";
import { config } from "../config";

/** Proofs fall into so many moments of an interval: in each, what several streams need is read once. */
const PROOF_MOMENTS = 10;

/** Spread over the moments, so that a thousand streams that came at once don't ask at once; never later than the interval. */
function untilProof(): number {
  const { proofMs } = config().live;
  const moment = proofMs / PROOF_MOMENTS;
  const now = Date.now();
  const latest = now + proofMs * (0.85 + Math.random() * 0.15);
  return Math.floor(latest / moment) * moment - now;
}

/** When a stream proves again that it may go on: each time one proof is over, the next is planned. */
export class ProofTimer {
  private timer: NodeJS.Timeout | null = null;

  /** `prove` doesn't reject. */
  constructor(private readonly prove: () => Promise<void>) {}

  /** In place of what was planned. */
  plan(inMs = untilProof()): void {
    this.stop();
    const timer = setTimeout(async () => {
      await this.prove();
      // Stopped, or asked for a further one meanwhile.
      if (this.timer === timer) {
        this.plan();
      }
    }, inMs);
    this.timer = timer;
  }

  stop(): void {
    if (this.timer) {
      clearTimeout(this.timer);
    }
    this.timer = null;
  }
}
