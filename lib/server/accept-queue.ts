import type { Server } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

let accepted = 0;

/** Tells `everybodyAccepted` of the connections of this server. */
export function countAccepted(server: Server): void {
  server.on("connection", () => {
    accepted += 1;
  });
}

/** Forms that have arrived whole, the oldest first. */
const arrived: (() => void)[] = [];
let isLettingIn = false;
/** In a turn of the event loop: pages are drawn in between. */
const FORMS_A_TURN = 20;
const LONGEST_ACCEPT_MS = 200;

/**
 * Resolves once no connection waits to be accepted. Node accepts one in each turn of its event loop (libuv 1.45 and later),
 * and a turn that works on forms takes milliseconds: in a flood, people would wait for seconds before their request is read.
 */
export function everybodyAccepted(): Promise<void> {
  return new Promise((resolve) => {
    arrived.push(resolve);
    if (!isLettingIn) {
      isLettingIn = true;
      void letIn();
    }
  });
}

async function letIn(): Promise<void> {
  let until = performance.now() + LONGEST_ACCEPT_MS;
  // The first wait may end in the same turn.
  await nextTurn();
  while (arrived.length > 0) {
    const before = accepted;
    await nextTurn();
    if (accepted === before || performance.now() > until) {
      for (const resolve of arrived.splice(0, FORMS_A_TURN)) {
        resolve();
      }
      until = performance.now() + LONGEST_ACCEPT_MS;
    }
  }
  isLettingIn = false;
}
