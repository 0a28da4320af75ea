import type { Instrumentation } from "next";

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("./lib/boot");
    await boot();
  }
}

/**
 * Logs what a page or an action failed by, with the digest that its error page shows. No address: some hold a token, and no
 * words where a form can't be read, since they quote it.
 */
export const onRequestError: Instrumentation.onRequestError = async (err) => {
  // The build reads this file for the edge runtime too, where the log's modules don't exist.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { log } = await import("./lib/log");
    const { isUnreadableForm } = await import("./lib/process/unreadable-form");
    if (err instanceof Error && isUnreadableForm(err)) {
      log.info("a form was refused, as it can't be read or comes from another origin");
    } else {
      log.error({ err }, "a page or an action failed");
    }
  }
};
